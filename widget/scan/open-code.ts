/**
 * A code that is open. The session is made when it is opened, where the page makes it late; whoever
 * pays, on the phone or here, pays the one order of that session. What it came to is the picker's to
 * show.
 */
import type { CheckoutView } from "../../contract/contract.ts";
import type { CheckoutError } from "../checkout/checkout-error.ts";
import { ScanPanel, type DrawCode } from "./panel.ts";
import type { ScanController, ScanStage } from "./stage.ts";
import { Watch } from "./watch.ts";

/** Phases in which a press of Pay here is not being carried out. */
const idle = ["ready", "confirming", "failed"];

export class OpenCode {
  readonly panel: ScanPanel;
  readonly #stage: ScanStage;
  readonly #method: string;
  readonly #making = new AbortController();
  #state: "making" | "shown" | "old" | "failed" = "making";
  #session: string | undefined;
  #watch: Watch | undefined;
  #standing: CheckoutView | undefined;
  #wasBegun = false;
  /** By this device's clock. */
  #expiresAt = Infinity;

  /** @param method what the session is made for */
  constructor(stage: ScanStage, method: string, drawCode: DrawCode) {
    this.panel = new ScanPanel(drawCode, () => void this.#show());
    this.#stage = stage;
    this.#method = method;
    void this.#show();
  }

  /** A payment is on its way: it is waited for, whatever becomes of the picker meanwhile. */
  get isBegun(): boolean {
    return this.#state === "shown" && this.#standing?.status === "pending";
  }

  /** There is no code to be had, or the page asks for something else than it is of. */
  get isVoid(): boolean {
    if (this.#state === "making") return this.#making.signal.aborted;
    return this.#state === "failed" || this.#stage.checkout.session !== this.#session;
  }

  /** What a session is made for. */
  get #order(): string {
    const { base, chosen } = this.#stage.checkout;
    return `${base.amount} ${base.currency} ${chosen?.id}`;
  }

  update(): void {
    const isShown = this.#state === "shown";
    const session = encodeURIComponent(this.#session ?? "");
    this.panel.update({
      strings: this.#stage.language.strings,
      url: isShown ? `${this.#stage.proxyUrl() ?? ""}pay/${session}` : undefined,
      isOld: this.#state === "old",
      news: isShown ? this.#news : undefined,
    });
  }

  close(): void {
    // What is being made may be what Pay is waiting for: it is left to its guard.
    this.#watch?.stop();
    this.panel.element.remove();
  }

  async #show(): Promise<void> {
    const { element, checkout, proxyUrl } = this.#stage;
    this.#state = "making";
    this.#standing = undefined;
    this.#expiresAt = Infinity;
    // What went wrong the last time is no longer so.
    if (checkout.phase === "ready") checkout.enter("ready");
    try {
      const session = (this.#session = await this.#ensureSession());
      if (!this.panel.element.isConnected) return;
      this.#state = "shown";
      this.#watch = new Watch({
        url: `${proxyUrl() ?? ""}v1/checkout/${encodeURIComponent(session)}?methods=none`,
        heard: (view) => this.#hear(view),
        over: () => this.#end(),
      });
    } catch (error) {
      this.#state = "failed";
      const isOurs = !this.#making.signal.aborted && this.panel.element.isConnected;
      if (isOurs && checkout.phase === "ready") checkout.report(error as CheckoutError, "ready");
    }
    element.requestUpdate();
  }

  /** Given up with the order it is for, also where nobody looks at the code any more. */
  async #ensureSession(): Promise<string> {
    const { element, checkout } = this.#stage;
    const order = this.#order;
    const guard: ScanController = {
      hostUpdated: () => order !== this.#order && this.#making.abort(),
      hostDisconnected: () => this.#making.abort(),
    };
    element.addController(guard);
    try {
      return await checkout.ensureSession(this.#method, this.#making.signal);
    } finally {
      element.removeController(guard);
    }
  }

  #hear(view: CheckoutView): void {
    const { element, checkout } = this.#stage;
    const { status, expiresAt, now } = view;
    const isOurs = view.id === checkout.created;
    if (status === "open" || status === "pending") {
      this.#standing = view;
      this.#wasBegun ||= status === "pending";
      const leftMs = Date.parse(expiresAt ?? "") - Date.parse(now ?? "");
      this.#expiresAt = Date.now() + leftMs;
      // What is on its way outlives the time to begin.
      if (status === "open" && leftMs >= 0) this.#watch?.endWithin(leftMs);
    } else if (isOurs && (status === "expired" || status === "canceled")) {
      // Another can be made.
      this.#expiresAt = 0;
      this.#end();
    } else if (idle.includes(checkout.phase)) checkout.settle(view, status);
    element.requestUpdate();
  }

  #end(): void {
    const { element, checkout } = this.#stage;
    this.#watch?.stop();
    this.#state = "old";
    if (Date.now() >= this.#expiresAt && this.#session === checkout.created) {
      this.#session = checkout.created = undefined;
    }
    element.requestUpdate();
  }

  /** How the payment goes on; how one ended that was seen to begin. */
  get #news(): string | undefined {
    const { checkout, language } = this.#stage;
    const { status, last } = this.#standing ?? {};
    if (status === "pending") return language.strings.scan_pending;
    const method = checkout.picture?.methods.find(({ id }) => id === last?.method);
    if (!this.#wasBegun || method === undefined) return undefined;
    const { [`last_${last?.status}`]: text } = language.strings as Record<string, string>;
    return text?.replace("{method}", `\u2068${language.nameOf(method)}\u2069`);
  }
}
