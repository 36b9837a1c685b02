/**
 * What the checkout is doing, one phase at a time:
 *
 *   idle → loading → ready | empty | failed → starting → confirming → redirecting → settled
 *
 * and `waiting` or `unpaid` on a page that shows a result. An answer that nobody asks for any more
 * is dropped, so that a fast shopper and a slow network cannot meet in the wrong order.
 */
import type { ErrorCode, PaymentStatus, SessionStatus } from "../contract/vocabulary.ts";
import type { CheckoutHost, Phase, Picture } from "./checkout-host.ts";
import { OtterErrorEvent, OtterReadyEvent, OtterSettledEvent } from "./events.ts";
import { PaymentStart } from "./payment-start.ts";
import { CheckoutError, readMethods } from "./proxy-client.ts";
import type { SubmitOutcome, Total } from "./public-types.ts";
import type { Controller } from "./reactive-host.ts";

/** How long a page may leave `session` out before that is a mistake: it may still be fetching one. */
const sessionPatienceMs = 3000;
/** Reading again sooner tells nothing new, and would be more than three times a second. */
const shortestPauseMs = 350;
/** A result is waited for with growing pauses, and not for ever. */
const longestPauseMs = 5000;
const waitingMs = 90_000;

type SettledStatus = Exclude<SessionStatus, "open" | "pending">;

export class CheckoutController implements Controller {
  phase: Phase = "idle";
  view: Picture | undefined;
  problem: CheckoutError | undefined;
  /** A result was waited for long enough. */
  stalled = false;
  readonly start: PaymentStart;

  readonly #host: CheckoutHost;
  readonly #said = new Set<ErrorCode>();
  /** What was loaded, as text to compare. */
  #source = "";
  #outcome = "";
  #reading = new AbortController();
  #readAt = 0;
  #waitingSince = 0;
  /** When starting ends, by this device's clock. */
  #endsAt = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setTimeout> | undefined;

  constructor(host: CheckoutHost) {
    this.#host = host;
    this.start = new PaymentStart(host, this);
  }

  /** Given, found in the address of a result page, or made by `createSession`. */
  get session(): string | undefined {
    const { session, result } = this.#host;
    const found = result && new URLSearchParams(location.search).get("session");
    return session || found || this.start.created;
  }

  /** What the session asks for, before any fee. */
  get base(): Total {
    const { amount, currency } = this.view ?? {};
    const host = this.#host;
    return { amount: amount ?? host.amount, currency: currency ?? host.currency };
  }

  /** What the Pay button says. */
  get total(): Total {
    const { base } = this;
    const { total, currency = base.currency, fee } = this.#host.chosen ?? {};
    return this.start.confirming ?? (total ? { amount: total, currency, fee } : base);
  }

  /** Left to start in, by the proxy's clock: the shopper's may be wrong by hours. */
  get secondsLeft(): number {
    return Math.ceil((this.#endsAt - Date.now()) / 1000);
  }

  hostConnected(): void {
    this.#listen("addEventListener");
    if (this.#source) void this.load(true);
  }

  hostDisconnected(): void {
    this.#listen("removeEventListener");
    this.#reading.abort();
    this.start.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#clock);
  }

  /** Loads when what to show has changed. */
  hostUpdate(): void {
    const { proxyUrl, session, currency, amount, result } = this.#host;
    const { start } = this;
    const source = `${proxyUrl} ${session || currency + amount} ${result}`;
    if (source === this.#source) return;
    this.#source = source;
    // A shop may set the very session it has just made for us; any other is another order.
    const isKnown = session && (start.isCreating || session === start.created);
    if (!isKnown) {
      start.abort();
      start.created = undefined;
      this.#waitingSince = 0;
      // A preview stays, whatever the cart comes to; what a session said does not.
      if (session || this.view?.id) this.view = undefined;
    }
    void this.load(true);
  }

  /** The shopper is back: from the gateway, from the bank's app, from a tunnel. */
  handleEvent({ type, persisted }: Event & { persisted?: boolean }): void {
    const { phase, start } = this;
    // A page that is loaded the first time is shown as well, but not persisted.
    const isRestored = type === "pageshow";
    if (isRestored ? !persisted : document.visibilityState !== "visible") return;
    if (isRestored) start.abort();
    else if (phase === "starting") return;
    if (phase === "redirecting") this.enter("ready");
    // A session made for us is forgotten once it is settled, and what it came to stays.
    if (phase === "settled" && !this.session) return;
    if (phase !== "idle" && Date.now() - this.#readAt > shortestPauseMs) void this.load(true);
  }

  /** Reads anew what can be paid. `quiet`: what is shown stays until there is something newer. */
  async load(quiet = false): Promise<void> {
    const { session } = this;
    const { proxyUrl, currency, language, result } = this.#host;
    const { signal } = this.#replace();
    if (!quiet) this.#waitingSince = 0;
    if (!quiet || !this.view) this.enter(session || currency ? "loading" : "idle");
    try {
      if (!session && !currency) {
        await new Promise((resolve) => setTimeout(resolve, result ? 0 : sessionPatienceMs));
        throw new CheckoutError("session_missing", "Set session.");
      }
      if (!proxyUrl) throw new CheckoutError("proxy_missing", "Set proxy.");
      const view: Picture = await readMethods(proxyUrl, session, currency, signal);
      await language.speak(view.locale);
      if (!signal.aborted) this.#show(view);
    } catch (error) {
      if (signal.aborted) return;
      if (this.phase === "waiting") this.#wait();
      else if (/^(idle|loading)$/.test(this.phase)) this.report(error, "failed");
    }
  }

  enter(phase: Phase, problem?: CheckoutError): void {
    this.phase = phase;
    this.problem = problem;
    this.#host.requestUpdate();
  }

  /** Says what went wrong: to the shopper, to the page, and once to the developer. */
  report(error: unknown, phase: "ready" | "empty" | "failed"): void {
    const problem = error as CheckoutError;
    const { code, message, requestId, retryable } = problem;
    this.enter(phase, problem);
    if (!this.#said.has(code)) console.error("<otter-checkout>", code, message, requestId ?? "");
    this.#said.add(code);
    const fatal = phase !== "ready";
    this.#host.dispatchEvent(new OtterErrorEvent({ code, message, requestId, retryable, fatal }));
  }

  /** What became of a card, as the charge itself was answered. */
  conclude(method: string, session: string, status: PaymentStatus): SubmitOutcome {
    const outcome = /^(paid|authorized|review)$/.test(status)
      ? (status as SettledStatus)
      : "pending";
    const last = { method, status };
    this.view = { ...this.view!, ...this.base, id: session, status: outcome, last };
    if (outcome !== "pending") this.#settle(this.view, outcome);
    else if (status === "pending") this.#wait();
    else this.enter("ready");
    return this.phase === "ready" ? "failed" : (this.phase as SubmitOutcome);
  }

  #replace(): AbortController {
    this.#reading.abort();
    clearTimeout(this.#timer);
    this.#readAt = Date.now();
    return (this.#reading = new AbortController());
  }

  #show(view: Picture): void {
    const host = this.#host;
    const { status = "open", partial = false, expiresAt, now, last } = view;
    const methods = (view.methods = view.methods.filter(
      ({ needs }) => !needs || "ApplePaySession" in window,
    ));
    const { phase } = this;
    this.view = view;
    this.#endsAt = expiresAt ? Date.now() + Date.parse(expiresAt) - Date.parse(now!) : Infinity;
    host.requestUpdate();
    if (status !== "open" && status !== "pending") return this.#settle(view, status);
    // Whether a card was charged is not known yet: nothing else is offered until it is.
    const isCharging =
      last?.status === "pending" && methods.some(({ id, frame }) => frame && id === last.method);
    if (isCharging || (host.result && status === "pending")) return this.#wait();
    if (host.result) return this.enter("unpaid");
    host.keepChoice(methods);
    if (!methods.length) {
      const none = new CheckoutError("no_methods", "No methods.", true);
      return this.report(none, "empty");
    }
    this.#tick();
    // What the shopper is doing, and what they were told, stays.
    if (this.secondsLeft <= 0 || /^(ready|starting|confirming|redirecting)$/.test(phase)) return;
    this.enter("ready");
    if (phase === "loading") {
      host.dispatchEvent(new OtterReadyEvent({ ...this.base, methods, partial }));
    }
  }

  #settle(view: Picture, status: SettledStatus): void {
    const { id: session = "", amount = "", currency = "", last } = view;
    const outcome = session + status;
    this.enter("settled");
    if (this.start.created === session) this.start.created = undefined;
    if (outcome === this.#outcome) return;
    this.#outcome = outcome;
    this.#host.dispatchEvent(new OtterSettledEvent({ session, status, amount, currency, last }));
  }

  #wait(): void {
    const waited = Date.now() - (this.#waitingSince ||= Date.now());
    this.stalled = waited > waitingMs;
    this.enter("waiting");
    const pauseMs = Math.min(400 + waited / 4, longestPauseMs);
    if (!this.stalled) this.#timer = setTimeout(() => void this.load(true), pauseMs);
  }

  /** Expiry stops starting, nothing else: who is on the way, or pays elsewhere, still can. */
  #tick(): void {
    const left = this.secondsLeft;
    clearTimeout(this.#clock);
    if (left > 0 && left < Infinity) this.#clock = setTimeout(() => this.#tick(), 1000);
    if (left <= 0 && !/^(failed|starting|confirming|redirecting)$/.test(this.phase)) {
      this.report(new CheckoutError("session_expired", "Make a new session."), "failed");
    }
    this.#host.requestUpdate();
  }

  #listen(change: "addEventListener" | "removeEventListener"): void {
    window[change]("pageshow", this);
    window[change]("online", this);
    document[change]("visibilitychange", this);
  }
}
