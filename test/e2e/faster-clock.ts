/** A clock that runs faster, so that what is planned for half a minute from now can be waited for. */
import { systemClock, type Clock } from "../../server/platform/clock.ts";

export function fasterClock(times: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * times,
    wait: (ms, signal) => systemClock.wait(ms / times, signal),
  };
}
