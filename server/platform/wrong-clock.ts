/**
 * Times that a wrong clock wrote, read by a clock that is right again, or by another instance's. A
 * moment that has been cannot lie ahead, and no wait is longer than its kind: what says otherwise
 * is not waited for. It is asked for, delivered or tried at once instead, which is harmless should
 * the clock that reads be the one that is wrong.
 */

/** Clocks that count as right differ by no more than this. */
export const skewMs = 30_000;

/** Whether a moment that has been is said to lie ahead. */
export function isAhead(at: number | null, now: number): boolean {
  return at !== null && at > now + skewMs;
}

/** Whether somebody may still hold a lease that is never given for longer than `leaseMs`. */
export function isHeld(until: number | null, now: number, leaseMs: number): boolean {
  return until !== null && until > now && until <= now + leaseMs + skewMs;
}

/**
 * What is left of a rest that this very process began: none, where the clock was put back since.
 * @param longestMs that the rest can have been
 */
export function restLeftMs(until: number, now: number, longestMs: number): number {
  const left = until - now;
  return left > longestMs ? 0 : Math.max(0, left);
}

/** A span of time as whoever gave it meant it: never longer than from its beginning to its end. */
export interface Span {
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Milliseconds that are left of a span; 0 and below when it is over. */
export function timeLeftMs({ createdAt, expiresAt }: Span, now: number): number {
  return Math.min(expiresAt - now, expiresAt - createdAt);
}
