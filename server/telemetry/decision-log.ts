/**
 * What is told of each decision once it is committed, by whichever flow it was made: a line for a
 * session or a payment that begins or changes, and a count of starts and outcomes. Every fact, and
 * every event that waits for the shop, has its line at `debug`.
 */
import type { Decision, DecisionListener, Payment, Purchase, Session } from "../ledger/ledger.ts";
import { loggedPayment } from "../platform/logged-payment.ts";
import { logHash, type Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { MethodLabels } from "./method-labels.ts";

export interface Telling {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly labels: MethodLabels;
}

export function createDecisionLog(telling: Telling): DecisionListener {
  return (before, decision) => {
    for (const session of decision.sessions ?? []) tellSession(telling, before, session);
    for (const payment of decision.payments ?? [])
      tellPayment(telling, { before, decision }, payment);
    tellFacts(telling, before, decision);
    for (const { id, type, sessionId } of decision.events ?? []) {
      const told = { session: logHash(sessionId), event: id, type };
      telling.logger.debug(told, "an event waits for the shop");
    }
  };
}

function tellSession({ logger }: Telling, before: Purchase, session: Session): void {
  const known = before.sessions.find(({ id }) => id === session.id);
  const { orderRef, account, status } = session;
  const told = { session: logHash(session.id), orderRef, account, status };
  if (known === undefined) {
    logger.info(told, "a session is made");
    return;
  }
  if (known.status === status) return;
  // What a payment brings about is told of the payment.
  const isByItself = status === "canceled" || status === "expired";
  logger[isByItself ? "info" : "debug"](told, "a session's status has changed");
}

interface Decided {
  readonly before: Purchase;
  readonly decision: Decision<unknown>;
}

function tellPayment(telling: Telling, { before, decision }: Decided, payment: Payment): void {
  const { logger, metrics, labels } = telling;
  const known = before.payments.find(({ id }) => id === payment.id);
  const { provider, account, method, status } = payment;
  const of = { provider, method: labels.of(provider, method) };
  const told = { provider, account, method, ...loggedPayment(payment), status };
  if (known === undefined) {
    metrics.started(of);
    logger.info(told, "a payment is begun");
    return;
  }
  if (known.status === status) return;
  if (known.status !== "created" || status !== "pending") metrics.settled({ ...of, status });
  const via = decision.history?.findLast(({ paymentId }) => paymentId === payment.id)?.via;
  const { evidence } = payment;
  const reason = plainReason(payment);
  logger.info(
    { ...told, was: known.status, reason, evidence: evidence ?? undefined, via },
    "a payment's status has changed",
  );
}

/** A word of ours or a code of the gateway's: text is for nobody's log. */
function plainReason({ reason }: Payment): string | undefined {
  return reason !== null && /^[\w.-]{1,60}$/.test(reason) ? reason : undefined;
}

/** Without what belongs to a fact: the shop's own text may be among it. */
function tellFacts({ logger }: Telling, before: Purchase, decision: Decision<unknown>): void {
  for (const { paymentId, fact, via } of decision.history ?? []) {
    const isIt = ({ id }: Payment) => id === paymentId;
    const payment = decision.payments?.find(isIt) ?? before.payments.find(isIt);
    if (payment !== undefined) logger.debug({ ...loggedPayment(payment), fact, via }, "a fact");
  }
}
