/**
 * Looks again and again how a session stands: at most every two seconds, only while the page is seen,
 * and not for ever. The proxy answers from what it knows; no gateway is asked for it.
 */
import type { CheckoutView } from "../../contract/contract.ts";

/** Between an answer and the next question, and longer after failures. */
const pauseMs = 2_000;
const longestPauseMs = 30_000;
/** Of one question. */
const patienceMs = 12_000;
const watchMs = 15 * 60_000;

export interface Watched {
  /** Where the proxy says how it stands. */
  readonly url: string;
  heard(view: CheckoutView): void;
  /** It was watched long enough, or there is nothing left to watch. */
  over(): void;
}

type Timer = ReturnType<typeof setTimeout> | undefined;

export class Watch {
  readonly #watched: Watched;
  #asking: AbortController | undefined;
  #isStopped = false;
  #failures = 0;
  #next: Timer;
  #end: Timer;
  #endsAt = Date.now() + watchMs;

  constructor(watched: Watched) {
    this.#watched = watched;
    document.addEventListener("visibilitychange", this);
    this.endWithin(watchMs);
  }

  /** Ends it sooner. */
  endWithin(ms: number): void {
    this.#endsAt = Math.min(this.#endsAt, Date.now() + ms);
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#over(), this.#endsAt - Date.now());
    this.handleEvent();
  }

  stop(): void {
    this.#isStopped = true;
    this.#asking?.abort();
    clearTimeout(this.#next);
    clearTimeout(this.#end);
    document.removeEventListener("visibilitychange", this);
  }

  /** The page is seen, or no longer. */
  handleEvent(): void {
    clearTimeout(this.#next);
    if (document.visibilityState !== "visible") return;
    const pause = Math.min(pauseMs * 2 ** this.#failures, longestPauseMs);
    this.#next = setTimeout(() => void this.#look(), pause);
  }

  async #look(): Promise<void> {
    // A device that has slept is late.
    if (Date.now() >= this.#endsAt) return this.#over();
    // The answer that is on its way brings the next question.
    if (this.#asking !== undefined) return;
    const asking = (this.#asking = new AbortController());
    const late = setTimeout(() => asking.abort(), patienceMs);
    const view = await this.#read(asking.signal);
    clearTimeout(late);
    this.#asking = undefined;
    if (this.#isStopped) return;
    this.#failures = view === undefined ? this.#failures + 1 : 0;
    if (view !== undefined) this.#watched.heard(view);
    if (!this.#isStopped) this.handleEvent();
  }

  /** Undefined where nobody can say it now. */
  async #read(signal: AbortSignal): Promise<CheckoutView | undefined> {
    try {
      const response = await fetch(this.#watched.url, { signal, credentials: "omit" });
      const view = (await response.json()) as Partial<CheckoutView>;
      return view.status === undefined ? undefined : (view as CheckoutView);
    } catch {
      return undefined;
    }
  }

  #over(): void {
    this.stop();
    this.#watched.over();
  }
}
