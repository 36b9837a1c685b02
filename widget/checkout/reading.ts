/**
 * Reads what can be paid, and what became of it. An answer that nobody asks for any more is dropped,
 * so that a fast shopper and a slow network cannot meet in the wrong order.
 */
import { OtterReadyEvent, OtterSettledEvent } from "../events.ts";
import { CheckoutError } from "./checkout-error.ts";
import { expiring, picking, unread } from "./phase.ts";
import {
  canBeUsedHere,
  isChargeUnknown,
  outcomeOf,
  type Picture,
  type SettledStatus,
} from "./picture.ts";
import { readMethods } from "./proxy-client.ts";
import { CheckoutState } from "./state.ts";

/** How long a page may leave `session` out before that is a mistake: it may still be fetching one. */
const sessionPatienceMs = 3000;
/** Reading again sooner tells nothing new, and would be more than three times a second. */
const shortestPauseMs = 350;
/** A result is waited for with growing pauses, and not for ever. */
const firstPauseMs = 400;
const longestPauseMs = 5000;
const waitingMs = 90_000;
/** What shows the time left, for the last quarter of an hour, and then its end is there before that. */
const hurriedSeconds = 1000;

export class CheckoutReading extends CheckoutState {
  /** How often a result was asked for, and was not there. */
  asks = 0;
  /** A result was waited for long enough. */
  isStalled = false;
  /** What was loaded, as text to compare. */
  #source = "";
  /** What the page was told last. */
  #outcome = "";
  #reading = new AbortController();
  #readAt = 0;
  #waitingSince = 0;
  #nextLook: ReturnType<typeof setTimeout> | undefined;
  /** When starting ends, by this device's clock. */
  #endsAt = Infinity;
  #clock: ReturnType<typeof setTimeout> | undefined;

  /** Left to start in, by the proxy's clock: the shopper's may be wrong by hours. */
  get secondsLeft(): number {
    return Math.ceil((this.#endsAt - Date.now()) / 1000);
  }

  connect(): void {
    if (this.#source) void this.load(true);
  }

  disconnect(): void {
    this.#reading.abort();
    this.starting.abort();
    clearTimeout(this.#nextLook);
    clearTimeout(this.#clock);
  }

  /** What is set may have changed: loads when what to show has. */
  refresh(): void {
    const { session, result, proxyUrl } = this.stage.page;
    const { currency, amount } = this.preview;
    const source = `${proxyUrl} ${session || currency + amount} ${result}`;
    if (source === this.#source) return;
    this.#source = source;
    // A shop may set the very session it has just made for us; any other is another order.
    const isKnown = session && (this.making || session === this.created);
    if (!isKnown) {
      this.forget();
      this.created = undefined;
      this.isChoosing = false;
      this.#waitingSince = this.asks = 0;
      // A preview stays, whatever the cart comes to; what a session said does not.
      if (session || this.picture?.id) this.picture = undefined;
    }
    void this.load(true);
  }

  /** The shopper is back. */
  handleEvent({ type, persisted }: Event & { persisted?: boolean }): void {
    const { phase } = this;
    // The page was kept, and stands as it was left.
    const isRestored = type === "pageshow";
    // One that is loaded the first time is shown as well, but not persisted.
    if (isRestored ? !persisted : document.visibilityState !== "visible") return;
    if (isRestored) this.starting.abort();
    else if (phase === "starting") return;
    if (phase === "redirecting") this.enter("ready");
    // A session made for us is forgotten once it is settled, and what it came to stays.
    if (phase === "settled" && !this.session) return;
    if (phase !== "idle" && Date.now() - this.#readAt > shortestPauseMs) void this.load(true);
  }

  /** Reads anew what can be paid. `quiet`: what is shown stays until there is something newer. */
  async load(quiet = false): Promise<void> {
    const { session, stage } = this;
    const { result, proxyUrl } = stage.page;
    const { currency } = this.preview;
    this.#reading.abort();
    clearTimeout(this.#nextLook);
    this.#readAt = Date.now();
    const { signal } = (this.#reading = new AbortController());
    if (!quiet) this.#waitingSince = 0;
    if (!quiet || !this.picture) this.enter(session || currency ? "loading" : "idle");
    if (result) void stage.loadRare();
    try {
      if (!session && !currency) {
        await new Promise((resolve) => setTimeout(resolve, result ? 0 : sessionPatienceMs));
        throw new CheckoutError("session_missing");
      }
      const picture: Picture = await readMethods(proxyUrl, session, currency, signal);
      await stage.language.speak(picture.locale ?? null);
      picture.methods = picture.methods.filter(canBeUsedHere);
      const isPlain = !result && !outcomeOf(picture) && !picture.last && picture.methods.length;
      if (!isPlain) await stage.loadRare();
      if (!signal.aborted) this.#show(picture);
    } catch (error) {
      await stage.loadRare();
      if (signal.aborted) return;
      if (this.phase === "waiting") this.waitForResult();
      else if (unread.includes(this.phase)) this.report(error as CheckoutError, "failed");
    }
  }

  /** Shows how it ended, and says so to the page once. */
  settle(picture: Picture, status: SettledStatus): void {
    const { id: session = "", last } = picture;
    const outcome = session + status;
    this.picture = picture;
    this.enter("settled");
    if (this.created === session) this.created = undefined;
    if (outcome === this.#outcome) return;
    this.#outcome = outcome;
    this.announce(new OtterSettledEvent({ session, status, ...this.base, last }));
  }

  /** Not known yet. */
  protected waitForResult(): void {
    this.asks += 1;
    this.enter("waiting");
    this.#lookAgain();
  }

  /** After a pause, and not for ever; never while the shopper is doing something. */
  #lookAgain(): void {
    const waitedMs = Date.now() - (this.#waitingSince ||= Date.now());
    this.isStalled = waitedMs > waitingMs;
    const pauseMs = Math.min(firstPauseMs + waitedMs / 4, longestPauseMs);
    const look = () => {
      if (/^w|^rea/.test(this.phase) && !this.problem) void this.load(true);
    };
    if (!this.isStalled) this.#nextLook = setTimeout(look, pauseMs);
  }

  #show(picture: Picture): void {
    const { partial = false, expiresAt, now } = picture;
    const { methods } = picture;
    const outcome = outcomeOf(picture);
    const { page } = this.stage;
    const { phase } = this;
    this.picture = picture;
    this.#endsAt = expiresAt ? Date.now() + Date.parse(expiresAt) - Date.parse(now!) : Infinity;
    this.stage.changed();
    if (outcome) return this.settle(picture, outcome);
    const isPending = picture.status === "pending";
    const isResult = page.result && !this.isChoosing;
    if (isChargeUnknown(picture) || (isResult && isPending)) return this.waitForResult();
    if (isResult) return this.enter("unpaid");
    // Who paid all the same is told, whatever they are about to choose.
    if (this.isChoosing && isPending) this.#lookAgain();
    // The only method is chosen; one that is gone is given up.
    if (methods.length === 1) this.choose(methods[0]!.id);
    else if (!this.chosen) this.choose("");
    if (!methods.length) {
      return this.report(new CheckoutError("no_methods", "", true), "empty");
    }
    // What is said of some of the methods is soon needed.
    if (partial || methods.some(({ total }) => total)) void this.stage.loadRare();
    void this.#tick();
    if (this.secondsLeft <= 0 || picking.includes(phase)) return;
    this.enter("ready");
    if (phase === "loading") {
      this.announce(new OtterReadyEvent({ ...this.base, methods, partial }));
    }
  }

  /** Expiry stops starting, nothing else: who is on the way, or pays elsewhere, still can. */
  async #tick(): Promise<void> {
    const left = this.secondsLeft;
    clearTimeout(this.#clock);
    if (left > 0 && left < Infinity) this.#clock = setTimeout(() => void this.#tick(), 1000);
    this.stage.changed();
    if (left <= hurriedSeconds) await this.stage.loadRare();
    if (this.secondsLeft <= 0 && expiring.includes(this.phase)) {
      this.report(new CheckoutError("session_expired"), "failed");
    }
  }
}
