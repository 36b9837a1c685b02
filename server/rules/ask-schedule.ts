/**
 * When the gateway is asked again about a payment. Three plans, told apart by `askStep`: eager (0…)
 * after a notification, because the gateway's own books may lag its message; open (100…) while a
 * link is out; watch (200…) for 72 h after the end, because ended orders still become paid, and for
 * a month where money is reserved, because it is taken late and nobody may tell us.
 */
import type { Payment } from "../ledger/ledger.ts";
import { endGraceMs, watchMs } from "./payment-transitions.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits between the asks at about 0, 1, 2, 5, 10 and 30 s. */
const eager = [0, 1, 1, 3, 5, 20].map((seconds) => seconds * second);
const open = [20 * second, 20 * second, 30 * second, minute, minute, 2 * minute, 5 * minute];
const watch = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour];

/** What is reserved is taken when the goods leave: no bank holds money for longer than a month. */
const holdMs = 31 * 24 * hour;

/** Where the plan of asking about an open order begins; below it a notification waits to be confirmed. */
export const openStart = 100;
const watchStart = 200;

/** A notification has come and the gateway has not answered since. */
export function isConfirming({ askStep }: Pick<Payment, "askStep">): boolean {
  return askStep < openStart;
}

type Plan = Pick<Payment, "askStep" | "nextAskAt" | "askLeaseUntil">;

/** Notifications can be replayed in any number: they cause no more than an ask a second. */
const betweenHints = second;

/** Begins the eager plan: at once, unless the gateway was asked just now. */
export function askSoon(payment: Pick<Payment, "lastAskedAt">, now: number): Plan {
  const earliest = payment.lastAskedAt === null ? now : payment.lastAskedAt + betweenHints;
  return { askStep: 0, nextAskAt: Math.max(now, earliest), askLeaseUntil: null };
}

export function askWhileOpen(now: number): Plan {
  return { askStep: openStart, nextAskAt: now + (open[0] ?? minute), askLeaseUntil: null };
}

/** Asks at `at`, whatever plan it is on. */
export function askAt(payment: Payment, at: number): Plan {
  return { askStep: payment.askStep, nextAskAt: at, askLeaseUntil: null };
}

/**
 * The plan after an ask, answered or not.
 * @param earliest when the gateway may be asked again. The moment that decides about the order's end
 * does not wait for it, and neither does closing: both have something to do besides asking.
 */
export function planNextAsk(payment: Payment, now: number, earliest = 0): Plan {
  const plan = planFreely(payment, now);
  if (plan.nextAskAt === null || payment.closeWanted || earliest === 0) return plan;
  const decisive = isOpen(payment) ? (decisiveAt(payment) ?? Infinity) : Infinity;
  const paced = Math.max(plan.nextAskAt, earliest);
  return { ...plan, nextAskAt: now < decisive ? Math.min(paced, decisive) : paced };
}

function planFreely(payment: Payment, now: number): Plan {
  if (payment.status === "paid" || payment.status === "review") {
    return { askStep: payment.askStep, nextAskAt: null, askLeaseUntil: null };
  }
  const eagerWait = payment.askStep < eager.length ? eager[payment.askStep + 1] : undefined;
  if (isOpen(payment) && payment.askStep < eager.length && eagerWait !== undefined) {
    return { askStep: payment.askStep + 1, nextAskAt: now + eagerWait, askLeaseUntil: null };
  }
  return isOpen(payment) ? planOpen(payment, now) : planWatch(payment, now);
}

function isOpen({ status }: Payment): boolean {
  return status === "created" || status === "pending";
}

/** The ask that decides about an order's end comes right after the grace. */
function decisiveAt({ expiresAt }: Payment): number | null {
  return expiresAt === null ? null : expiresAt + endGraceMs + second;
}

function planOpen(payment: Payment, now: number): Plan {
  const step = payment.askStep < openStart ? openStart : payment.askStep + 1;
  const wait = open[Math.min(step - openStart, open.length - 1)] ?? 5 * minute;
  const regular = now + wait;
  const decisive = decisiveAt(payment);
  const at = decisive !== null && now < decisive ? Math.min(regular, decisive) : regular;
  return { askStep: step, nextAskAt: at, askLeaseUntil: null };
}

/** A message that comes after the watch begins its waits anew: the gateway's books may lag it. */
function planWatch(payment: Payment, now: number): Plan {
  const step = payment.askStep < watchStart ? watchStart : payment.askStep + 1;
  if (now >= watchedUntil(payment, now) && step > watchStart + watch.length) {
    return { askStep: payment.askStep, nextAskAt: null, askLeaseUntil: null };
  }
  const wait = watch[Math.min(step - watchStart, watch.length - 1)] ?? 12 * hour;
  return { askStep: step, nextAskAt: now + wait, askLeaseUntil: null };
}

function watchedUntil({ status, endedAt }: Payment, now: number): number {
  return (endedAt ?? now) + (status === "authorized" ? holdMs : watchMs);
}
