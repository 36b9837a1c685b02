/**
 * From Pay to the gateway. However often the page asks, one request is under way; and the shopper
 * never leaves at a total that was not on the Pay button when it was pressed: where the gateway's
 * fee or currency makes it another, it is shown first, and only a press that can have read it goes
 * on.
 */
import type { StartedPayment } from "../../contract/contract.ts";
import type { ErrorCode, PaymentStatus } from "../../contract/vocabulary.ts";
import { OtterRedirectEvent, OtterSubmitEvent } from "../events.ts";
import type { PaymentMethod, SubmitOutcome, Total } from "../public-types.ts";
import { CheckoutError } from "./checkout-error.ts";
import { isPaymentUrl, leaveFor } from "./navigation.ts";
import { payable, priced, type Phase } from "./phase.ts";
import { limited, startPayment } from "./proxy-client.ts";
import type { CheckoutStage } from "./stage.ts";

/** A press sooner than this after the total changed cannot have read it. */
const readingMs = 500;
/** A total confirmed later than this is asked for again: its link may have run out. */
const linkMs = 60_000;
/** When a shop's server that answers nothing gives the shopper their picker back. */
const createMs = 30_000;
/** A page that has not left by then was kept from it. */
const leavingMs = 10_000;

type ErrorCodes = readonly ErrorCode[];

/** The session can never be paid again. */
const ended: ErrorCodes = ["session_not_found", "session_expired", "session_canceled"];
/** The session, or its list, is no longer what the picker shows. */
const outdated: ErrorCodes = [
  ...ended,
  "already_paid",
  "order_paid",
  "order_in_review",
  "method_unavailable",
  "payment_processing",
  "proxy_timeout",
  "proxy_unreachable",
];

/** What starting sees of the checkout it belongs to. */
export interface StartableCheckout {
  readonly phase: Phase;
  readonly session: string | undefined;
  /** Id of the chosen method, or empty. */
  readonly value: string;
  readonly chosen: PaymentMethod | undefined;
  readonly total: Total;
  enter(phase: Phase): void;
  load(quiet: true): Promise<void>;
  report(error: unknown, phase: "ready" | "failed"): void;
  askToChoose(): void;
  conclude(method: string, session: string, status: PaymentStatus): SubmitOutcome;
}

export class PaymentStart {
  /** The session that `createSession` made, while it lives. */
  created: string | undefined;
  isCreating = false;
  /** Where to go on by hand, when the page could not be left. */
  link: string | undefined;
  readonly #checkout: StartableCheckout;
  readonly #stage: CheckoutStage;
  #isSealed = false;
  #aborter = new AbortController();
  #started: StartedPayment | undefined;
  #readableAt = 0;
  #running: Promise<SubmitOutcome> | undefined;

  constructor(checkout: StartableCheckout, stage: CheckoutStage) {
    this.#checkout = checkout;
    this.#stage = stage;
  }

  /** The total that is being confirmed, or left for. */
  get confirming(): Total | undefined {
    return priced.includes(this.#checkout.phase) ? this.#started : undefined;
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
    if (payable.includes(this.#checkout.phase)) this.#checkout.enter("ready");
  }

  async #submit(): Promise<SubmitOutcome> {
    await Promise.resolve(); // so that a handler that submits again finds this one running
    const { phase, session, value: method } = this.#checkout;
    if (!payable.includes(phase)) return phase === "failed" ? phase : "canceled";
    if (this.#stage.settings.isDisabled) return "canceled";
    if (phase === "confirming") {
      const shownMs = performance.now() - this.#readableAt;
      if (shownMs < readingMs) return "confirm";
      if (shownMs < linkMs) return this.#leave();
    }
    if (!method) this.#checkout.askToChoose();
    return method && this.#stage.tell(new OtterSubmitEvent({ method, session }))
      ? this.#start(method)
      : "canceled";
  }

  async #start(method: string): Promise<SubmitOutcome> {
    const checkout = this.#checkout;
    const stage = this.#stage;
    const locale = stage.locale();
    const shown = stage.moneyText(checkout.total);
    const { signal } = (this.#aborter = new AbortController());
    this.link = undefined;
    this.#isSealed = false;
    checkout.enter("starting");
    try {
      const card = checkout.chosen?.frame ? await stage.loadCard() : undefined;
      if (card && !(await card.check())) this.abort();
      signal.throwIfAborted();
      const session = checkout.session ?? (await this.#create(method, locale, signal));
      const body = { method, locale, card: await card?.seal(session) };
      this.#isSealed = !!card;
      checkout.enter("starting");
      const started = await startPayment(stage.proxyUrl()!, session, body, signal);
      if ("status" in started) return checkout.conclude(method, session, started.status);
      return await this.#arrive(started, shown);
    } catch (error) {
      if (!signal.aborted) return this.#refused(error as CheckoutError);
      if (checkout.phase === "starting") checkout.enter("ready");
      // What was sent may be charged all the same.
      if (this.#isSealed) void checkout.load(true);
      return "canceled";
    }
  }

  /** There is a link: leaves, or shows first what it will cost. @param shown what Pay said */
  async #arrive(started: StartedPayment, shown: string): Promise<SubmitOutcome> {
    if (!isPaymentUrl(started.redirectUrl))
      throw new CheckoutError("redirect_blocked", "Not https.");
    this.#started = started;
    if (this.#stage.moneyText(started) === shown) return this.#leave();
    this.#checkout.enter("confirming");
    await this.#stage.shown();
    this.#readableAt = performance.now();
    return "confirm";
  }

  /** @throws CheckoutError `session_failed`, `session_missing` */
  async #create(method: string, locale: string, outer: AbortSignal): Promise<string> {
    const { createSession } = this.#stage.settings;
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
      throw new CheckoutError("session_failed", `createSession: ${String(error)}`, {
        retryable: true,
      });
    } finally {
      this.isCreating = false;
    }
  }

  async #refused(error: CheckoutError): Promise<SubmitOutcome> {
    const checkout = this.#checkout;
    const { code, field } = error;
    const hasEnded = ended.includes(code);
    // One that was made for us can be made again.
    const isLost = code === "origin_not_allowed" || (hasEnded && !this.created);
    if (hasEnded) this.created = undefined;
    if (outdated.includes(code)) await checkout.load(true);
    if (checkout.phase === "starting") checkout.report(error, isLost ? "failed" : "ready");
    if (code === "card_invalid") (await this.#stage.loadCard()).refuse(field);
    return "failed";
  }

  #leave(): SubmitOutcome {
    const checkout = this.#checkout;
    const { redirectUrl: url, ...started } = this.#started!;
    const detail = { ...started, url, session: checkout.session!, method: checkout.value };
    const isAllowed = this.#stage.tell(new OtterRedirectEvent(detail));
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
