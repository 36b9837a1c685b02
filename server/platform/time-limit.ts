/**
 * How long whoever asked us still waits. It goes along with all that is done for him, however deep:
 * what has to wait for somebody else (a lock, a connection) looks here how long it may, and a step
 * need not hand on what it does not use itself. By the process's own clock, which nobody sets.
 */
import { AsyncLocalStorage } from "node:async_hooks";

interface Limit {
  /** As `performance.now()` counts. */
  readonly endsAt: number;
  readonly around: Limit | undefined;
  isLifted: boolean;
}

const limits = new AsyncLocalStorage<Limit>();

/**
 * Does `work`, and all that it begins, for somebody who waits `ms` from now on, and never longer than
 * whoever waits for what this is a part of.
 * @param work is given what lifts the limit, once the one who waited has his answer
 */
export function withTimeLimit<Result>(ms: number, work: (lift: () => void) => Result): Result {
  const around = limits.getStore();
  const limit: Limit = { endsAt: performance.now() + ms, around, isLifted: false };
  return limits.run(limit, () =>
    work(() => {
      limit.isLifted = true;
    }),
  );
}

/** In ms, never below 0; undefined where nobody waits. */
export function timeLeft(): number | undefined {
  let endsAt: number | undefined;
  for (let limit = limits.getStore(); limit !== undefined; limit = limit.around) {
    if (!limit.isLifted) endsAt = Math.min(endsAt ?? Infinity, limit.endsAt);
  }
  return endsAt === undefined ? undefined : Math.max(0, endsAt - performance.now());
}
