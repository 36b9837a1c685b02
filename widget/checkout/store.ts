/**
 * What the checkout is doing, one phase at a time:
 *
 *   idle → loading → ready | empty | failed → starting → confirming → redirecting → settled
 *
 * and `waiting` or `unpaid` on a page that shows a result. An answer that nobody asks for any more
 * is dropped, so that a fast shopper and a slow network cannot meet in the wrong order.
 */
import type { PaymentStatus } from "../../contract/vocabulary.ts";
import type { PaymentMethod, SubmitOutcome, Total } from "../public-types.ts";
import { Announcements } from "./announcements.ts";
import { CheckoutError } from "./checkout-error.ts";
import { Countdown } from "./countdown.ts";
import { sessionInAddress } from "./navigation.ts";
import { PaymentStart, type StartableCheckout } from "./payment-start.ts";
import { outlastingExpiry, picking, unread, type Phase } from "./phase.ts";
import {
  canBeUsedHere,
  isChargeUnknown,
  outcomeOf,
  statusAfterCharge,
  type Picture,
  type SettledStatus,
} from "./picture.ts";
import { readMethods } from "./proxy-client.ts";
import { ResultWait } from "./result-wait.ts";
import type { CheckoutStage } from "./stage.ts";

/** How long a page may leave `session` out before that is a mistake: it may still be fetching one. */
const sessionPatienceMs = 3000;
/** Reading again sooner tells nothing new, and would be more than three times a second. */
const shortestPauseMs = 350;

export class CheckoutStore implements StartableCheckout {
  phase: Phase = "idle";
  view: Picture | undefined;
  problem: CheckoutError | undefined;
  /** Id of the chosen method, or empty. */
  value = "";
  /** Pay was pressed with nothing chosen. */
  isChoiceMissing = false;

  /** From Pay to the gateway. */
  readonly start: PaymentStart;
  /** To the end of the session. */
  readonly countdown = new Countdown(() => this.#tick());
  /** For an outcome. */
  readonly resultWait = new ResultWait();
  readonly #stage: CheckoutStage;
  readonly #announcements: Announcements;
  /** What was loaded, as text to compare. */
  #source = "";
  #reading = new AbortController();
  #readAt = 0;

  constructor(stage: CheckoutStage) {
    this.#stage = stage;
    this.start = new PaymentStart(this, stage);
    this.#announcements = new Announcements(stage);
  }

  /** Given, found in the address of a result page, or made by `createSession`. */
  get session(): string | undefined {
    const { session, result } = this.#stage.settings;
    return session || (result && sessionInAddress()) || this.start.created;
  }

  get chosen(): PaymentMethod | undefined {
    return this.view?.methods.find(({ id }) => id === this.value);
  }

  /** What the session asks for, before any fee. */
  get base(): Total {
    const { amount, currency } = this.view ?? {};
    const { settings } = this.#stage;
    return { amount: amount ?? settings.amount, currency: currency ?? settings.currency };
  }

  /** What the Pay button says. */
  get total(): Total {
    const { base } = this;
    const { total, currency = base.currency, fee } = this.chosen ?? {};
    return this.start.confirming ?? (total ? { amount: total, currency, fee } : base);
  }

  connect(): void {
    if (this.#source) void this.load(true);
  }

  disconnect(): void {
    this.#reading.abort();
    this.start.abort();
    this.resultWait.stop();
    this.countdown.stop();
  }

  /** The settings may have changed: loads when what to show has. */
  refresh(): void {
    const { session, currency, amount, result } = this.#stage.settings;
    const source = `${this.#stage.proxyUrl()} ${session || currency + amount} ${result}`;
    if (source === this.#source) return;
    this.#source = source;
    const { start } = this;
    // A shop may set the very session it has just made for us; any other is another order.
    const isKnown = session && (start.isCreating || session === start.created);
    if (!isKnown) {
      start.abort();
      start.created = undefined;
      this.resultWait.renew();
      // A preview stays, whatever the cart comes to; what a session said does not.
      if (session || this.view?.id) this.view = undefined;
    }
    void this.load(true);
  }

  /** The shopper is back. @param isRestored the page was kept, and stands as it was left */
  comeBack(isRestored: boolean): void {
    const { phase } = this;
    if (isRestored) this.start.abort();
    else if (phase === "starting") return;
    if (phase === "redirecting") this.enter("ready");
    // A session made for us is forgotten once it is settled, and what it came to stays.
    if (phase === "settled" && !this.session) return;
    if (phase !== "idle" && Date.now() - this.#readAt > shortestPauseMs) void this.load(true);
  }

  choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.isChoiceMissing = false;
    this.start.rechoose();
    this.#stage.changed();
  }

  askToChoose(): void {
    this.isChoiceMissing = true;
    this.#stage.changed();
    this.#stage.askToChoose();
  }

  /** Never rejects. Asked again while under way, it answers the same. */
  submit(): Promise<SubmitOutcome> {
    return this.start.submit();
  }

  /** Reads anew what can be paid. `quiet`: what is shown stays until there is something newer. */
  async load(quiet = false): Promise<void> {
    const { session } = this;
    const { currency, result } = this.#stage.settings;
    const { signal } = this.#supersedeReading();
    if (!quiet) this.resultWait.renew();
    if (!quiet || !this.view) this.enter(session || currency ? "loading" : "idle");
    try {
      if (!session && !currency) {
        await new Promise((resolve) => setTimeout(resolve, result ? 0 : sessionPatienceMs));
        throw new CheckoutError("session_missing", "Set session.");
      }
      const view: Picture = await readMethods(this.#stage.proxyUrl(), session, currency, signal);
      await this.#stage.speak(view.locale);
      if (!signal.aborted) this.#show(view);
    } catch (error) {
      if (signal.aborted) return;
      if (this.phase === "waiting") this.#waitForResult();
      else if (unread.includes(this.phase)) this.report(error, "failed");
    }
  }

  enter(phase: Phase, problem?: CheckoutError): void {
    this.phase = phase;
    this.problem = problem;
    this.#stage.changed();
  }

  /** Says what went wrong: to the shopper, to the page, and once to the developer. */
  report(error: unknown, phase: "ready" | "empty" | "failed"): void {
    const problem = error as CheckoutError;
    this.enter(phase, problem);
    this.#announcements.problem(problem, phase !== "ready");
  }

  /** What became of a card, as the charge itself was answered. */
  conclude(method: string, session: string, status: PaymentStatus): SubmitOutcome {
    const last = { method, status };
    const after = statusAfterCharge(status);
    this.view = { ...this.view!, ...this.base, id: session, status: after, last };
    const outcome = outcomeOf(this.view);
    if (outcome) this.#settle(this.view, outcome);
    else if (status === "pending") this.#waitForResult();
    else this.enter("ready");
    return this.phase === "ready" ? "failed" : (this.phase as SubmitOutcome);
  }

  #supersedeReading(): AbortController {
    this.#reading.abort();
    this.resultWait.stop();
    this.#readAt = Date.now();
    return (this.#reading = new AbortController());
  }

  #show(view: Picture): void {
    const { partial = false, expiresAt, now } = view;
    const methods = (view.methods = view.methods.filter(canBeUsedHere));
    const { result } = this.#stage.settings;
    const { phase } = this;
    const outcome = outcomeOf(view);
    this.view = view;
    this.countdown.set(expiresAt, now);
    this.#stage.changed();
    if (outcome) return this.#settle(view, outcome);
    if (isChargeUnknown(view) || (result && view.status === "pending")) {
      return this.#waitForResult();
    }
    if (result) return this.enter("unpaid");
    this.#keepChoice(methods);
    if (!methods.length) {
      const none = new CheckoutError("no_methods", "No methods.", { retryable: true });
      return this.report(none, "empty");
    }
    this.countdown.run();
    if (this.countdown.secondsLeft <= 0 || picking.includes(phase)) return;
    this.enter("ready");
    if (phase === "loading") this.#announcements.ready({ ...this.base, methods, partial });
  }

  /** The only method is chosen; one that is gone no longer is. */
  #keepChoice(methods: readonly PaymentMethod[]): void {
    if (methods.length === 1) this.choose(methods[0]!.id);
    else if (!this.chosen) this.choose("");
  }

  #settle(view: Picture, status: SettledStatus): void {
    const { id: session = "", amount = "", currency = "", last } = view;
    this.enter("settled");
    if (this.start.created === session) this.start.created = undefined;
    this.#announcements.settled({ session, status, amount, currency, last });
  }

  #waitForResult(): void {
    this.resultWait.lookLater(() => void this.load(true));
    this.enter("waiting");
  }

  /** Expiry stops starting, nothing else: who is on the way, or pays elsewhere, still can. */
  #tick(): void {
    if (this.countdown.secondsLeft <= 0 && !outlastingExpiry.includes(this.phase)) {
      this.report(new CheckoutError("session_expired", "Make a new session."), "failed");
    }
    this.#stage.changed();
  }
}
