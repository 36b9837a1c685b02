/**
 * The laws of a single decision about the order as a whole: one unfinished session, rows that keep
 * what they were made with, a history that tells of every change, and nothing left to be paid where
 * no money is wanted any more.
 */
import type { Payment, Session } from "../../server/ledger/ledger.ts";
import type { Decided } from "./decided.ts";
import { isTakenBack } from "./taken-back.ts";

/** What a row is made with stays; what is null may be learnt once. */
interface Lasting<Row> {
  readonly kept: ReadonlyArray<keyof Row>;
  readonly learnt: ReadonlyArray<keyof Row>;
}

const ofPayment: Lasting<Payment> = {
  kept: [
    ...(["sessionId", "provider", "account", "amount", "currency", "orderNumber"] as const),
    ...(["notifyToken", "returnToken", "createdAt"] as const),
  ],
  learnt: ["providerRef", "link"],
};
const ofSession: Lasting<Session> = {
  kept: ["amount", "currency", "account", "expiresAt"],
  learnt: ["canceledAt", "canceledBy"],
};

export function auditOrder(decided: Decided): string[] {
  return [
    ...auditSessions(decided),
    ...auditRows(decided),
    ...auditHistory(decided),
    ...auditHint(decided),
    ...unclosedOrders(decided),
  ];
}

function auditSessions({ before, after }: Decided): string[] {
  const wrong: string[] = [];
  const unfinished = after.sessions.filter(
    ({ canceledAt, status }) => canceledAt === null && (status === "open" || status === "pending"),
  );
  if (unfinished.length > 1) wrong.push(`${unfinished.length} unfinished sessions of one order`);
  const isPaid = before.sessions.some(({ status }) => status === "paid" || status === "authorized");
  const isDoubtful = before.sessions.some(({ status }) => status === "review");
  for (const session of added(before.sessions, after.sessions)) {
    if (isDoubtful) wrong.push("a session was made for an order in review");
    if (isPaid && !session.allowRepeat) wrong.push("a session was made for an order that is paid");
  }
  return wrong;
}

function auditRows({ before, after }: Decided): string[] {
  const wrong = [
    ...changes("payment", before.payments, after.payments, ofPayment),
    ...changes("session", before.sessions, after.sessions, ofSession),
  ];
  for (const payment of added(before.payments, after.payments)) {
    const session = after.sessions.find(({ id }) => id === payment.sessionId);
    if (payment.amount !== session?.amount || payment.currency !== session.currency) {
      wrong.push("a payment is not of its session's amount");
    }
    if (before.payments.some(({ orderNumber }) => orderNumber === payment.orderNumber)) {
      wrong.push("an order number is used again");
    }
  }
  return wrong;
}

function changes<Row extends { readonly id: string }>(
  kind: string,
  before: readonly Row[],
  after: readonly Row[],
  { kept, learnt }: Lasting<Row>,
): string[] {
  return before.flatMap((row) => {
    const now = after.find(({ id }) => id === row.id);
    if (now === undefined) return [`a ${kind} is gone`];
    return [...kept, ...learnt.filter((name) => row[name] !== null)]
      .filter((name) => row[name] !== now[name])
      .map((name) => `the ${String(name)} of a ${kind} changed`);
  });
}

function added<Row extends { readonly id: string }>(
  before: readonly Row[],
  after: readonly Row[],
): readonly Row[] {
  return after.filter(({ id }) => !before.some((row) => row.id === id));
}

function auditHistory({ before, after, decision, now }: Decided): string[] {
  const told = new Set((decision.history ?? []).map(({ paymentId }) => paymentId));
  return after.payments
    .filter((payment) => {
      const past = before.payments.find(({ id }) => id === payment.id);
      return past?.status !== payment.status && !(past && isTakenBack(past, payment, now));
    })
    .filter(({ id }) => !told.has(id))
    .map(({ status }) => `the history does not say how a payment became ${status}`);
}

/** A notification is stored together with the wish to ask the gateway about it. */
function auditHint({ after, decision: { notification } }: Decided): string[] {
  if (notification?.matched !== true) return [];
  const payment = after.payments.find(({ id }) => id === notification.paymentId);
  return payment?.nextAskAt == null ? ["a notification is stored, and nobody will ask"] : [];
}

/** Links that can be paid while their session's money is wanted no more, and that this decision left so. */
export function newlyUnwanted({ before, after }: Decided): readonly Payment[] {
  const isUnwanted = (session: Session | undefined) =>
    session !== undefined && (session.status === "paid" || session.canceledAt !== null);
  const find = <Row extends { readonly id: string }>(rows: readonly Row[], wanted: string) =>
    rows.find(({ id }) => id === wanted);
  return after.payments.filter(({ id, sessionId, status }) => {
    if (status !== "pending" || !isUnwanted(find(after.sessions, sessionId))) return false;
    const wasPending = find(before.payments, id)?.status === "pending";
    return !wasPending || !isUnwanted(find(before.sessions, sessionId));
  });
}

function unclosedOrders(decided: Decided): string[] {
  return newlyUnwanted(decided)
    .filter(({ closeWanted }) => !closeWanted)
    .map(({ provider }) => `an order of ${provider} stays open that nobody wants paid`);
}
