/**
 * The laws that every single decision about an order has to keep, judged from what was stored
 * before it and what it stores: transitions, the session's computed status, what may be started,
 * and that each event has its cause in the same decision and each cause its event.
 */
import type { PaymentStatus, SessionStatus, ShopEventType } from "../../contract/vocabulary.ts";
import type { Decision, Purchase, Payment, Session } from "../../server/ledger/ledger.ts";
import type { Decided } from "./decided.ts";
import { auditOrder } from "./order-audit.ts";
import { isTakenBack } from "./taken-back.ts";
import { shopDecision } from "./shop-decisions.ts";

const transitions: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  created: ["pending", "paid", "authorized", "failed", "canceled", "expired", "review"],
  pending: ["paid", "authorized", "failed", "canceled", "expired", "review"],
  authorized: ["paid", "canceled", "expired", "review"],
  failed: ["paid", "authorized", "review"],
  canceled: ["paid", "authorized", "review"],
  expired: ["paid", "authorized", "review"],
  paid: [],
  review: [],
};

/** What tells the shop that money came. */
export const moneyEvents: ReadonlySet<ShopEventType> = new Set<ShopEventType>([
  "checkout.paid",
  "checkout.authorized",
  "payment.late",
  "payment.duplicate",
  "payment.review",
]);
export const finalStatuses: ReadonlySet<SessionStatus> = new Set<SessionStatus>([
  "paid",
  "authorized",
  "review",
  "canceled",
  "expired",
]);

/** After its end an order may still turn out to be paid: nothing takes its place before. */
const endGraceMs = 30_000;

/** Clocks that differ by no more are not told from clocks that are right. */
const skewMs = 30_000;

export function afterDecision(before: Purchase, decision: Decision<unknown>): Purchase {
  return {
    orderRef: before.orderRef,
    sessions: merge(before.sessions, decision.sessions ?? []),
    payments: merge(before.payments, decision.payments ?? []),
    history: [...before.history, ...(decision.history ?? [])],
  };
}

function merge<Row extends { readonly id: string }>(
  rows: readonly Row[],
  changed: readonly Row[],
): readonly Row[] {
  const merged = new Map(rows.map((row) => [row.id, row]));
  for (const row of changed) merged.set(row.id, row);
  return [...merged.values()];
}

/** What is wrong with a decision, in words; empty when nothing is. */
export function auditDecision(decided: Decided): readonly string[] {
  const wrong: string[] = [];
  for (const payment of decided.after.payments) wrong.push(...auditPayment(decided, payment));
  for (const session of decided.after.sessions) wrong.push(...auditSession(decided, session));
  wrong.push(...auditEvents(decided), ...auditOrder(decided));
  return wrong;
}

/** The computed status of §2 of the design, written a second time, on purpose. */
export function statusOf(session: Session, payments: readonly Payment[], now: number) {
  const own = payments.filter((payment) => payment.sessionId === session.id);
  const some = (fits: (payment: Payment) => boolean) => own.some(fits);
  if (some((payment) => payment.status === "paid")) return "paid";
  if (some((payment) => payment.status === "review")) return "review";
  if (some((payment) => payment.status === "authorized")) return "authorized";
  if (some((payment) => payment.status === "pending" && payment.handedOutAt !== null)) {
    return "pending";
  }
  const isWaiting = some(({ status }) => status === "created" || status === "pending");
  if (!isWaiting && session.canceledAt !== null) return "canceled";
  if (!isWaiting && now >= session.expiresAt) return "expired";
  return "open";
}

/** Orders of one gateway whose link is out and that can still be paid. */
export function liveOrders(
  purchase: Purchase,
  session: Session | undefined,
  provider: Payment["provider"],
  now: number,
): readonly Payment[] {
  return purchase.payments.filter(
    (payment) =>
      payment.sessionId === session?.id &&
      payment.provider === provider &&
      payment.status === "pending" &&
      payment.handedOutAt !== null &&
      (payment.expiresAt ?? Infinity) > now,
  );
}

function auditPayment(
  { before, after, decision, now, knowsTime }: Decided,
  payment: Payment,
): string[] {
  const wrong: string[] = [];
  const past = before.payments.find((row) => row.id === payment.id);
  const resolution = shopDecision({ history: decision.history ?? [] }, payment.id);
  if (past === undefined && payment.status !== "created") {
    wrong.push(`a payment began as ${payment.status}`);
  }
  if (past !== undefined && past.status !== payment.status) {
    const allowed =
      past.status === "review" && resolution !== undefined
        ? [resolution]
        : transitions[past.status];
    if (!allowed.includes(payment.status) && !isTakenBack(past, payment, now)) {
      wrong.push(`a payment went from ${past.status} to ${payment.status}`);
    }
  }
  const isStarted = past === undefined || past.handedOutAt !== payment.handedOutAt;
  if (isStarted) {
    const session = before.sessions.find((row) => row.id === payment.sessionId);
    const what = past === undefined ? "an order was begun" : "a link was handed out";
    if (session === undefined || session.canceledAt !== null) {
      wrong.push(`${what} on a canceled session`);
    } else if (finalStatuses.has(session.status) && !isRevived(session, now)) {
      wrong.push(`${what} on a session that is ${session.status}`);
    } else if (now >= session.expiresAt && (knowsTime || past === undefined)) {
      wrong.push(`${what} on a session whose time is over`);
    }
    for (const { id, status } of before.sessions) {
      if (id === session?.id) continue;
      const isPaid = (status === "paid" || status === "authorized") && !session?.allowRepeat;
      if (isPaid || status === "review") wrong.push(`${what} for an order that is ${status}`);
    }
    if (!knowsTime) return wrong;
    const owner = after.sessions.find((row) => row.id === payment.sessionId);
    const alsoEnding = liveOrders(after, owner, payment.provider, now - endGraceMs);
    if (past === undefined && alsoEnding.length > 0) {
      wrong.push(`an order of ${payment.provider} was begun while another may still be paid`);
    }
    if (liveOrders(after, owner, payment.provider, now).length > 1) {
      wrong.push(`two live orders of ${payment.provider} are out`);
    }
  }
  return wrong;
}

/** One that a clock which was ahead has ended goes on: by the clock that reads, its end is to come. */
function isRevived({ status, expiresAt }: Session, now: number): boolean {
  return status === "expired" && expiresAt > now;
}

/** One that a clock which was ahead has ended stays so where another took its place, and by a little. */
function staysOver({ status, endedAt }: Session, isLast: boolean, now: number): boolean {
  const aheadMs = (endedAt ?? now) - now;
  return status === "expired" && (!isLast || (aheadMs > 0 && aheadMs <= skewMs));
}

function auditSession(
  { before, after, decision, now, knowsTime }: Decided,
  session: Session,
): string[] {
  const wrong: string[] = [];
  const past = before.sessions.find((row) => row.id === session.id);
  const computed = statusOf(session, after.payments, now);
  const isOver = past !== undefined && staysOver(past, session === after.sessions.at(-1), now);
  if (session.status !== (isOver && computed === "open" ? "expired" : computed)) {
    wrong.push(`a session is ${session.status} and should be ${computed}`);
  }
  // A clock that is put right in between may find that the time given to it is over already.
  const mayBegin = !knowsTime || past !== undefined;
  if (!mayBegin && session.status !== "open") wrong.push(`a session began final`);
  const isNew = past?.status !== session.status;
  const told = (decision.events ?? []).filter((event) => event.sessionId === session.id);
  for (const [status, type] of [
    ["expired", "checkout.expired"],
    ["canceled", "checkout.canceled"],
  ] as const) {
    const count = told.filter((event) => event.type === type).length;
    const due = mayBegin && isNew && session.status === status ? 1 : 0;
    if (count !== due) wrong.push(`${type} was told ${count} times where ${due} were due`);
  }
  return wrong;
}

/** Money that came is announced by exactly one event, of the decision that stores it. */
function auditEvents({ before, after, decision }: Decided): string[] {
  const wrong: string[] = [];
  const events = decision.events ?? [];
  for (const payment of after.payments) {
    const past = before.payments.find((row) => row.id === payment.id);
    const session = after.sessions.find((row) => row.id === payment.sessionId);
    const about = events.filter((event) => event.paymentId === payment.id);
    const count = (type: ShopEventType) => about.filter((event) => event.type === type).length;
    const changed = past?.status !== payment.status;
    const resolved = shopDecision({ history: decision.history ?? [] }, payment.id) !== undefined;
    const came =
      changed && (["paid", "authorized", "review"] as PaymentStatus[]).includes(payment.status);
    const money = about.filter(
      (event) =>
        moneyEvents.has(event.type) && event.payload.details?.["transactionRef"] === undefined,
    );
    const alreadyPaid = before.payments.some(
      (row) => row.sessionId === payment.sessionId && row.status === "paid",
    );
    const due = !came ? 0 : resolved && alreadyPaid ? 0 : 1;
    // When other money of the session is given up, what was told as one too many becomes its own.
    const wasBeside = before.sessions.find(({ id }) => id === payment.sessionId)?.status;
    const comesForward =
      !came && wasBeside !== session?.status && session?.status === payment.status;
    if (money.length !== due && !(comesForward && money.length === 1)) {
      const names = money.map((event) => event.type).join(", ");
      wrong.push(`money ${payment.status}: told [${names}] where ${due} was due`);
    }
    if (count("payment.late") > 0 && session?.canceledAt === null) {
      wrong.push("payment.late without a cancel");
    }
    if (count("checkout.paid") > 0 && session !== undefined && session.canceledAt !== null) {
      wrong.push("checkout.paid after a cancel");
    }
    const failed = changed && ["failed", "canceled"].includes(payment.status) ? 1 : 0;
    if (count("payment.failed") > failed) wrong.push("payment.failed for what did not fail");
    // What waits for the shop's decision, or had it, is refunded without changing.
    const mayBeRefunded =
      ["paid", "review"].includes(payment.status) || payment.reason === "resolved";
    if (count("payment.refunded") > 0 && !mayBeRefunded) {
      wrong.push("payment.refunded for what is not paid");
    }
  }
  return wrong;
}
