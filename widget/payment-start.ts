/**
 * From Pay to the gateway. However often the page asks, one request is under way; and the shopper
 * never leaves at a total that was not on the Pay button when it was pressed: where the gateway's
 * fee or currency makes it another, it is shown first, and only a press that can have read it goes
 * on.
 */
import type { StartedPayment } from "../contract/contract.ts";
import type { CheckoutController } from "./checkout-controller.ts";
import type { CheckoutHost } from "./checkout-host.ts";
import { OtterRedirectEvent, OtterSubmitEvent } from "./events.ts";
import { isPaymentUrl, leaveFor } from "./navigation.ts";
import { CheckoutError, limited, startPayment } from "./proxy-client.ts";
import type { SubmitOutcome, Total } from "./public-types.ts";

/** A press sooner than this after the total changed cannot have read it. */
const readingMs = 500;
/** A total confirmed later than this is asked for again: its link may have run out. */
const linkMs = 60_000;
/** When a shop's server that answers nothing gives the shopper their picker back. */
const createMs = 30_000;
/** A page that has not left by then was kept from it. */
const leavingMs = 10_000;

/** Refusals that say the session, or its list, is no longer what the picker shows. */
const outdated =
  /^(already_paid|order_paid|order_in_review|method_unavailable|payment_processing|proxy_timeout|proxy_unreachable)$/;
const dead = /^session_(not_found|expired|canceled)$/;

export class PaymentStart {
  /** The session that `createSession` made, while it lives. */
  created: string | undefined;
  isCreating = false;
  #isSealed = false;
  /** Where to go on by hand, when the page could not be left. */
  link: string | undefined;
  readonly #host: CheckoutHost;
  readonly #checkout: CheckoutController;
  #aborter = new AbortController();
  #started: StartedPayment | undefined;
  #readableAt = 0;
  #running: Promise<SubmitOutcome> | undefined;

  constructor(host: CheckoutHost, checkout: CheckoutController) {
    this.#host = host;
    this.#checkout = checkout;
  }

  /** The total that is being confirmed, or left for. */
  get confirming(): Total | undefined {
    return /^(confirm|redirect)ing$/.test(this.#checkout.phase) ? this.#started : undefined;
  }

  /** A card is on its way: nothing else can be chosen, and it stays as it was sealed. */
  get isCharging(): boolean {
    return this.#isSealed && this.#checkout.phase === "starting";
  }

  /** Never rejects. Asked again while under way, it answers the same. */
  submit(): Promise<SubmitOutcome> {
    return (this.#running ??= this.#submit().finally(() => (this.#running = undefined)));
  }

  abort(): void {
    this.#aborter.abort();
  }

  /** Another method: what was asked, offered or told about the last one no longer holds. */
  rechoose(): void {
    this.abort();
    this.link = undefined;
    if (/^(ready|confirming)$/.test(this.#checkout.phase)) this.#checkout.enter("ready");
  }

  async #submit(): Promise<SubmitOutcome> {
    await Promise.resolve(); // so that a handler that submits again finds this one running
    const host = this.#host;
    const { phase, session } = this.#checkout;
    const shownMs = performance.now() - this.#readableAt;
    if (!/^(ready|confirming)$/.test(phase)) return phase === "failed" ? phase : "canceled";
    if (host.isDisabled) return "canceled";
    if (phase === "confirming" && shownMs < readingMs) return "confirm";
    if (phase === "confirming" && shownMs < linkMs) return this.#leave();
    const method = host.value;
    if (!method) host.askToChoose();
    return method && host.dispatchEvent(new OtterSubmitEvent({ method, session }))
      ? this.#start(method)
      : "canceled";
  }

  async #start(method: string): Promise<SubmitOutcome> {
    const host = this.#host;
    const checkout = this.#checkout;
    const { language } = host;
    const { tag: locale } = language;
    const shown = language.money(checkout.total);
    const { signal } = (this.#aborter = new AbortController());
    this.link = undefined;
    this.#isSealed = false;
    checkout.enter("starting");
    try {
      const card = host.chosen?.frame ? await host.loadCard() : undefined;
      if (card && !(await card.check())) this.abort();
      signal.throwIfAborted();
      const session = checkout.session ?? (await this.#create(method, locale, signal));
      const body = { method, locale, card: await card?.seal(session) };
      this.#isSealed = !!card;
      checkout.enter("starting");
      const started = await startPayment(host.proxyUrl!, session, body, signal);
      if ("status" in started) return checkout.conclude(method, session, started.status);
      if (!isPaymentUrl(started.redirectUrl)) {
        throw new CheckoutError("redirect_blocked", "Not https.");
      }
      this.#started = started;
      if (language.money(started) === shown) return this.#leave();
      checkout.enter("confirming");
      await host.updateComplete;
      this.#readableAt = performance.now();
      return "confirm";
    } catch (error) {
      if (signal.aborted) {
        if (checkout.phase === "starting") checkout.enter("ready");
        // What was sent may be charged all the same.
        if (this.#isSealed) void checkout.load(true);
        return "canceled";
      }
      await this.#refused(error as CheckoutError);
      return "failed";
    }
  }

  /** @throws CheckoutError `session_failed`, `session_missing` */
  async #create(method: string, locale: string, outer: AbortSignal): Promise<string> {
    const { createSession } = this.#host;
    if (!createSession) throw new CheckoutError("session_missing", "Set session.");
    const signal = limited(outer, createMs);
    this.isCreating = true;
    try {
      const made = await Promise.race([
        createSession({ method, locale, signal }),
        new Promise<never>((_, reject) => (signal.onabort = reject)),
      ]);
      return (this.created = typeof made === "string" ? made : made.id);
    } catch (error) {
      throw new CheckoutError("session_failed", `createSession: ${String(error)}`, true);
    } finally {
      this.isCreating = false;
    }
  }

  async #refused(error: CheckoutError): Promise<void> {
    const checkout = this.#checkout;
    const { code, field } = error;
    const isDead = dead.test(code);
    // One that was made for us can be made again.
    const isLost = code === "origin_not_allowed" || (isDead && !this.created);
    if (isDead) this.created = undefined;
    if (isDead || outdated.test(code)) await checkout.load(true);
    if (checkout.phase === "starting") checkout.report(error, isLost ? "failed" : "ready");
    if (code === "card_invalid") (await this.#host.loadCard()).refuse(field);
  }

  #leave(): SubmitOutcome {
    const host = this.#host;
    const checkout = this.#checkout;
    const { redirectUrl: url, ...started } = this.#started!;
    const detail = { ...started, url, session: checkout.session!, method: host.value };
    const isAllowed = host.dispatchEvent(new OtterRedirectEvent(detail));
    checkout.enter(isAllowed ? "redirecting" : "ready");
    if (!isAllowed) return "canceled";
    const offerLink = () => {
      if (checkout.phase !== "redirecting") return;
      this.link = url;
      checkout.enter("ready");
    };
    setTimeout(offerLink, leaveFor(url) ? leavingMs : 0);
    return "redirecting";
  }
}
