/**
 * When the gateway is asked again about a payment. Three plans: `confirm` after a notification,
 * because the gateway's own books may lag its message; `open` while a link is out; `watch` for 72 h
 * after the end, because ended orders still become paid, and for a month where money is reserved,
 * because it is taken late and nobody may tell us.
 */
import type { AskPlan, Payment } from "../ledger/ledger.ts";
import { isAhead } from "../platform/wrong-clock.ts";
import { endGraceMs, isUndecidedOrder } from "./payment-state.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits between the asks at about 0, 1, 2, 5, 10 and 30 s. */
const confirm = [0, 1, 1, 3, 5, 20].map((seconds) => seconds * second);
const open = [20 * second, 20 * second, 30 * second, minute, minute, 2 * minute, 5 * minute];
const watch = [minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour];

/** How long ended orders are still asked about. */
const watchMs = 72 * hour;
/** What is reserved is taken when the goods leave: no bank holds money for longer than a month. */
const holdMs = 31 * 24 * hour;

export const confirmPlan: AskPlan = { plan: "confirm", step: 0 };
export const openPlan: AskPlan = { plan: "open", step: 0 };

/** A notification has come and the gateway has not answered since. */
export function isConfirming({ askPlan }: Pick<Payment, "askPlan">): boolean {
  return askPlan.plan === "confirm";
}

type Schedule = Pick<Payment, "askPlan" | "nextAskAt" | "plannedAt" | "askLeaseUntil">;

function at(nextAskAt: number | null, askPlan: AskPlan, plannedAt: number): Schedule {
  return { askPlan, nextAskAt, plannedAt, askLeaseUntil: null };
}

/** Nobody's question is asked again sooner than this. */
const betweenAsks = 2 * second;
/** Notifications can be replayed in any number: they cause no more than an ask a second. */
const betweenHints = second;

/** What lies at least between two questions about a payment. */
export function questionGapMs(payment: Pick<Payment, "askPlan">): number {
  return isConfirming(payment) ? betweenHints : betweenAsks;
}

/**
 * The first moment at which another question about a payment may go out, whoever has it. When it
 * was asked last is not known where that is said to lie ahead.
 */
export function nextQuestionAt(
  payment: Pick<Payment, "askPlan" | "lastAskedAt">,
  now: number,
): number {
  const { lastAskedAt } = payment;
  if (lastAskedAt === null || isAhead(lastAskedAt, now)) return -Infinity;
  return lastAskedAt + questionGapMs(payment);
}

/** Begins the plan of confirming: at once, unless the gateway was asked just now. */
export function askSoon(payment: Pick<Payment, "lastAskedAt">, now: number): Schedule {
  const { lastAskedAt } = payment;
  const isKnown = lastAskedAt !== null && !isAhead(lastAskedAt, now);
  return at(isKnown ? Math.max(now, lastAskedAt + betweenHints) : now, confirmPlan, now);
}

export function askWhileOpen(now: number): Schedule {
  return at(now + (open[0] ?? minute), openPlan, now);
}

/** Asks at `nextAskAt`, whatever plan it is on. */
export function askAt({ askPlan }: Payment, nextAskAt: number, now: number): Schedule {
  return at(nextAskAt, askPlan, now);
}

/**
 * The plan after an ask, answered or not.
 * @param earliest when the gateway may be asked again. The moment that decides about the order's end
 * does not wait for it, and neither does closing: both have something to do besides asking.
 */
export function planNextAsk(payment: Payment, now: number, earliest = 0): Schedule {
  const plan = planFreely(payment, now);
  if (plan.nextAskAt === null || payment.closeWanted || earliest === 0) return plan;
  const decisive = isUndecidedOrder(payment) ? (decisiveAt(payment) ?? Infinity) : Infinity;
  const paced = Math.max(plan.nextAskAt, earliest);
  return { ...plan, nextAskAt: now < decisive ? Math.min(paced, decisive) : paced };
}

function planFreely(payment: Payment, now: number): Schedule {
  const { askPlan, status } = payment;
  if (status === "paid" || status === "review") return at(null, askPlan, now);
  if (!isUndecidedOrder(payment)) return planWatch(payment, now);
  const next = askPlan.step + 1;
  const wait = askPlan.plan === "confirm" ? confirm[next] : undefined;
  return wait === undefined
    ? planOpen(payment, now)
    : at(now + wait, { plan: "confirm", step: next }, now);
}

/** The ask that decides about an order's end comes right after the grace. */
function decisiveAt({ expiresAt }: Payment): number | null {
  return expiresAt === null ? null : expiresAt + endGraceMs + second;
}

function planOpen(payment: Payment, now: number): Schedule {
  const step = nextStep(payment, "open");
  const regular = now + (open[Math.min(step, open.length - 1)] ?? 5 * minute);
  const decisive = decisiveAt(payment);
  const isToCome = decisive !== null && now < decisive;
  return at(isToCome ? Math.min(regular, decisive) : regular, { plan: "open", step }, now);
}

/** A plan that was not followed yet begins with its first step. */
function nextStep({ askPlan }: Payment, plan: AskPlan["plan"]): number {
  return askPlan.plan === plan ? askPlan.step + 1 : 0;
}

/** A message that comes after the watch begins its waits anew: the gateway's books may lag it. */
function planWatch(payment: Payment, now: number): Schedule {
  const step = nextStep(payment, "watch");
  if (now >= watchedUntil(payment, now) && step > watch.length)
    return at(null, payment.askPlan, now);
  const wait = watch[Math.min(step, watch.length - 1)] ?? 12 * hour;
  return at(now + wait, { plan: "watch", step }, now);
}

function watchedUntil({ status, endedAt }: Payment, now: number): number {
  return (endedAt ?? now) + (status === "authorized" ? holdMs : watchMs);
}
