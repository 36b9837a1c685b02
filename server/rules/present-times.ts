/**
 * A purchase as the present reads it, where a clock that was ahead wrote a part of it. What comes of
 * a moment that has not come yet does not hold: an order or a session that ended of age, at a time
 * that is still to come and before its own end, has not ended; a plan to ask begins anew, at once.
 * Leases that nobody gives for so long are over. What is due is read so where it is claimed, too.
 */
import { isAhead, isHeld } from "../platform/wrong-clock.ts";
import type { Payment, Purchase, Session } from "../ledger/ledger.ts";
import { openPlan } from "./ask-schedule.ts";
import { makingLeaseMs } from "./new-payment.ts";

export function asOf(purchase: Purchase, now: number): Purchase {
  const last = purchase.sessions.at(-1);
  const newest = new Map(purchase.payments.map((payment) => [placeOf(payment), payment.id]));
  const payments = purchase.payments.map((stored) => {
    const payment = withPresentPlan(withoutLongLease(stored, now), now);
    const isLast = last?.id === payment.sessionId && newest.get(placeOf(payment)) === payment.id;
    return isLast ? withoutFutureEnd(payment, last, now) : payment;
  });
  const sessions = purchase.sessions.map((session) =>
    session === last ? reopened(session, now) : session,
  );
  return { ...purchase, sessions, payments };
}

/**
 * Where an older order ended, and a newer one was made in its place, the older one stays ended; so does
 * a session that another one has taken the place of.
 */
function placeOf({ sessionId, provider, kind }: Payment): string {
  return `${sessionId} ${provider} ${kind}`;
}

function withoutLongLease(payment: Payment, now: number): Payment {
  const { leaseUntil } = payment;
  const isOver = leaseUntil === null || leaseUntil <= now || isHeld(leaseUntil, now, makingLeaseMs);
  return isOver ? payment : { ...payment, leaseUntil: now };
}

/** Two instances whose clocks differ read each other's plans so: that must not make the waits longer. */
function withPresentPlan(payment: Payment, now: number): Payment {
  const { nextAskAt, plannedAt, askPlan } = payment;
  if (nextAskAt === null || !isAhead(plannedAt, now)) return payment;
  return { ...payment, askPlan: { ...askPlan, step: 0 }, nextAskAt: now, plannedAt: now };
}

/**
 * A charge has no link that could still be followed: it stays as it was judged. A link that takes
 * money again is closed where none is wanted any more.
 */
function withoutFutureEnd(payment: Payment, session: Session, now: number): Payment {
  const { kind, status, endedAt, expiresAt, handedOutAt } = payment;
  const endedOfAge = kind === "link" && status === "expired" && handedOutAt !== null;
  if (!endedOfAge || !isAhead(endedAt, now) || (expiresAt ?? 0) <= now) return payment;
  return {
    ...payment,
    ...{ status: "pending", reason: null, endedAt: null, askedAfterEndAt: null },
    ...{ askPlan: openPlan, nextAskAt: now, plannedAt: now },
    closeWanted: session.status === "paid" || session.canceledAt !== null,
  };
}

function reopened(session: Session, now: number): Session {
  const { status, endedAt, expiresAt } = session;
  if (status !== "expired" || !isAhead(endedAt, now) || expiresAt <= now) return session;
  return { ...session, status: "open", endedAt: null };
}
