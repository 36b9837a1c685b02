/**
 * How long a step may wait for others. One that serves a request waits as long as the request may;
 * what nobody waits for has a time of its own.
 */
import { elapsed, type Clock } from "../platform/clock.ts";
import { timeLeft } from "../platform/time-limit.ts";

export interface Patience {
  readonly clock: Clock;
  /** For a step that serves no request. */
  readonly timeoutMs: number;
}

/** Somebody else was in the way for too long. */
export class TookTooLong extends Error {
  constructor() {
    super("another connection was in the way for too long");
  }
}

/** Where many wait, many are refused at one time: telling all of them takes a busy machine a while. */
const refusingMs = 1_500;
/**
 * What comes last in a request, such as storing what a gateway answered, must not fail because
 * somebody wrote at that very moment.
 */
const leastMs = 250;

/** For a wait that begins now. */
export function waitMs(timeoutMs: number): number {
  const left = timeLeft();
  return left === undefined ? timeoutMs : Math.max(leastMs, left - refusingMs);
}

/** Begins one wait, of several parts perhaps. @returns what is left of it, in ms; below 0 when it is over */
export function beginWait({ clock, timeoutMs }: Patience): () => number {
  const endsAt = elapsed(clock) + waitMs(timeoutMs);
  return () => endsAt - elapsed(clock);
}
