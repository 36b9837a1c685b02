/** Real time, put forward by as much as a test says: what is waited for takes as long as ever. */
import { systemClock, type Clock } from "../../server/platform/clock.ts";

export class ForwardClock implements Clock {
  #aheadMs = 0;
  now = () => Date.now() + this.#aheadMs;
  wait = (ms: number, signal?: AbortSignal) => systemClock.wait(ms, signal);
  forward(ms: number): void {
    this.#aheadMs += ms;
  }
}
