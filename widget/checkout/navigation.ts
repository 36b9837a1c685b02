/**
 * Leaving for the gateway and coming back. Its page never loads in a frame: a framed shop leaves as
 * a whole, and where the browser forbids that the shopper is offered a link.
 */

/** https anywhere; plain http on this machine alone, where the gateways' simulators run. */
export const paymentUrl = /^https:\/\/|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/;

/** False when the browser forbids this frame to move the whole page. */
export function leaveFor(url: string): boolean {
  try {
    (window.top ?? window).location.href = url;
    return true;
  } catch {
    return false;
  }
}

/** The session in the address that a gateway's return leads to: the last, where the shop has one too. */
export function sessionInAddress(): string | undefined {
  return location.search.split(/[?&]session=(cs_[^&]+)/).at(-2);
}

/** What a shopper's return is heard by: from the gateway, from the bank's app, from a tunnel. */
export function listenForReturn(
  change: "addEventListener" | "removeEventListener",
  listener: EventListenerObject,
): void {
  window[change]("pageshow", listener);
  window[change]("online", listener);
  document[change]("visibilitychange", listener);
}
