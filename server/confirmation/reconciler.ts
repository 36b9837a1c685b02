/**
 * Asks the gateways about payments until their fate is known, and for 72 hours after they ended.
 * One worker for each gateway of each account, so that a dead one holds nothing up, and one that
 * looks at sessions whose time is over. Several instances share the work by leases in the ledger.
 */
import { idempotencyMs } from "../sessions/idempotency.ts";
import type { Confirmation } from "./confirmation.ts";
import { settleClosed } from "./close-order.ts";
import { GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import { toKnownOrder } from "../rules/known-order.ts";
import type { AccountGateway, Payment } from "../ledger/ledger.ts";
import { createStrandedWatch } from "./stranded-payments.ts";
import { unclosableNote } from "./take-turn.ts";
import { startWorker, type Worker } from "../platform/worker.ts";

const askMs = 10_000;
/**
 * Shorter than an ask may take: an instance that dies right after it took a gateway's message must
 * not keep the others from asking for long. A gateway that is slower than this may be asked by two
 * instances at once, which is harmless.
 */
const leaseMs = 6_000;
const batch = 8;
const idleMs = 1_000;
/** Personal data stays this long after a session's end. */
const personalMs = 30 * 24 * 3_600_000;
const housekeepingMs = 3_600_000;

export interface Reconciler {
  wake(): void;
  stop(): Promise<void>;
}

export function startReconciler(context: FlowContext, confirmation: Confirmation): Reconciler {
  const gateways = context.accounts
    .all()
    .flatMap(({ id: account, providers }) =>
      providers.map(({ id: provider }): AccountGateway => ({ account, provider })),
    );
  const stopping = new AbortController();
  const worker = (name: string, round: () => Promise<boolean>): Worker =>
    startWorker({ name, clock: context.clock, logger: context.logger, idleMs, round });
  const workers = [
    ...gateways.map((gateway) =>
      worker(`reconcile ${gateway.account} ${gateway.provider}`, () =>
        askDue(context, confirmation, gateway, stopping.signal),
      ),
    ),
    worker("sessions", () => checkSessions(context)),
    worker("housekeeping", createHousekeeping(context)),
    worker("stranded payments", createStrandedWatch(context)),
  ];
  return {
    wake: () => workers.forEach((one) => one.wake()),
    async stop() {
      stopping.abort();
      await Promise.all(workers.map((one) => one.stop()));
    },
  };
}

async function askDue(
  context: FlowContext,
  confirmation: Confirmation,
  gateway: AccountGateway,
  stopping: AbortSignal,
): Promise<boolean> {
  if (stopping.aborted) return false;
  const claim = { now: context.clock.now(), leaseMs, limit: batch };
  const due = await context.ledger.claimDuePayments(gateway, claim);
  await Promise.all(due.map((payment) => askOne(context, confirmation, payment, stopping)));
  return due.length === batch;
}

async function askOne(
  context: FlowContext,
  confirmation: Confirmation,
  payment: Payment,
  stopping: AbortSignal,
): Promise<void> {
  const { payment: after } = await confirmation.ask(
    payment,
    "reconciler",
    AbortSignal.timeout(askMs),
  );
  // What is stopping finishes the call in hand and begins no other: each may take its 10 s.
  if (stopping.aborted || after.status !== "pending" || !after.closeWanted) return;
  const isClosed = await closeAtGateway(context, after);
  if (isClosed && !stopping.aborted) {
    await confirmation.ask(after, "reconciler", AbortSignal.timeout(askMs));
  }
}

/** True when the gateway said that it is closed now. */
async function closeAtGateway(context: FlowContext, payment: Payment): Promise<boolean> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  if (provider === undefined) return false;
  try {
    const isClosed = await callGateway(context, provider, "close", () =>
      provider.closeOrder(toKnownOrder(payment), AbortSignal.timeout(askMs)),
    );
    if (isClosed) {
      await settleClosed(context, provider, payment, "reconciler");
      return true;
    }
  } catch (error) {
    // Not answered, slowed down, not even reached: it stays wanted, and is tried with the next ask.
    if (error instanceof GatewayError) return false;
    throw error;
  }
  await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    draft.putPayment({ ...draft.payment(payment.id), closeWanted: false });
    draft.note(payment.id, unclosableNote, "reconciler");
    return draft.decision(() => undefined);
  });
  return false;
}

/** Lets sessions whose time is over follow from their payments. */
async function checkSessions(context: FlowContext): Promise<boolean> {
  const due = await context.ledger.listDueSessions(context.clock.now(), batch);
  for (const sessionId of due) {
    await context.ledger.decide({ sessionId }, (purchase) =>
      draftOf(context, purchase).decision(() => undefined),
    );
  }
  if (due.length > 0) context.wake();
  return due.length === batch;
}

function createHousekeeping(context: FlowContext): () => Promise<boolean> {
  let nextAt = 0;
  return async () => {
    const now = context.clock.now();
    if (now < nextAt) return false;
    nextAt = now + housekeepingMs;
    await context.ledger.dropIdempotencyBefore(now - idempotencyMs);
    await context.ledger.erasePersonal({ endedBefore: now - personalMs }, now);
    return false;
  };
}
