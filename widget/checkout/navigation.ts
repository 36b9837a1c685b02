/**
 * Leaving for the gateway and coming back. Its page never loads in a frame: a framed shop leaves as
 * a whole, and where the browser forbids that the shopper is offered a link.
 */

/** https anywhere; plain http on this machine alone, where the gateways' simulators run. */
const paymentUrl = /^https:\/\/|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/;

export function isPaymentUrl(url: string): boolean {
  return paymentUrl.test(url);
}

/** False when the browser forbids this frame to move the whole page. */
export function leaveFor(url: string): boolean {
  try {
    (window.top ?? window).location.href = url;
    return true;
  } catch {
    return false;
  }
}

/** The session in the address that a gateway's return leads to. */
export function sessionInAddress(): string | null {
  return new URLSearchParams(location.search).get("session");
}

/** Hears of the shopper who is back: from the gateway, from the bank's app, from a tunnel. */
export class ReturnWatch {
  readonly #onReturn: (isRestored: boolean) => void;

  /** @param onReturn told whether the page was kept and restored as it was left */
  constructor(onReturn: (isRestored: boolean) => void) {
    this.#onReturn = onReturn;
  }

  start(): void {
    this.#listen("addEventListener");
  }

  stop(): void {
    this.#listen("removeEventListener");
  }

  handleEvent({ type, persisted }: Event & { persisted?: boolean }): void {
    const isPageShow = type === "pageshow";
    // A page that is loaded the first time is shown as well, but not persisted.
    const isBack = isPageShow ? persisted : document.visibilityState === "visible";
    if (isBack) this.#onReturn(isPageShow);
  }

  #listen(change: "addEventListener" | "removeEventListener"): void {
    window[change]("pageshow", this);
    window[change]("online", this);
    document[change]("visibilitychange", this);
  }
}
