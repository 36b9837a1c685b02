/** A result is waited for with growing pauses, and not for ever. */
const firstPauseMs = 400;
const longestPauseMs = 5000;
const waitingMs = 90_000;

export class ResultWait {
  /** Waited for long enough: whoever wants to know more asks again. */
  isOver = false;
  #since = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Not known yet: looks again after a pause. */
  lookLater(look: () => void): void {
    const waitedMs = Date.now() - (this.#since ||= Date.now());
    this.isOver = waitedMs > waitingMs;
    const pauseMs = Math.min(firstPauseMs + waitedMs / 4, longestPauseMs);
    if (!this.isOver) this.#timer = setTimeout(look, pauseMs);
  }

  /** What was going to be looked at is being looked at, or no longer wanted. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Patience is full again. */
  renew(): void {
    this.#since = 0;
  }
}
