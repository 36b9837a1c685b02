/**
 * Asks the gateways about payments until their fate is known, and for 72 hours after they ended.
 * One worker for each gateway of each account, so that a dead one holds nothing up, and one that
 * looks at sessions whose time is over. Several instances share the work by leases in the ledger.
 */
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { AccountGateway, Payment } from "../ledger/ledger.ts";
import { startWorker, type Worker } from "../platform/worker.ts";
import { abandon } from "../rules/order-creation.ts";
import { isUndecidedOrder } from "../rules/payment-state.ts";
import { closeAtGateway, endClosing, giveUpClosing, settleClosed } from "./close-order.ts";
import { longestQueryMs, type Confirmation } from "./confirmation.ts";
import { createHousekeeping } from "./housekeeping.ts";
import { createStrandedWatch } from "./stranded-payments.ts";

/**
 * Shorter than an ask may take: an instance that dies right after it took a gateway's message must
 * not keep the others from asking for long. A gateway that is slower than this may be asked by two
 * instances at once, which is harmless.
 */
const leaseMs = 6_000;
const batch = 8;
const idleMs = 1_000;

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
    AbortSignal.timeout(longestQueryMs),
  );
  // What is stopping finishes the call in hand and begins no other: each may take its 10 s.
  if (stopping.aborted) return;
  const open = after.status === "created" ? await abandonUnmade(context, after) : after;
  if (!isUndecidedOrder(open) || !open.closeWanted) return;
  const isClosed = await closeUnwanted(context, open);
  if (isClosed && open.status === "created") await endClosing(context, open);
  else if (isClosed && !stopping.aborted) {
    await confirmation.askClosed(after, "reconciler", AbortSignal.timeout(longestQueryMs));
  }
}

/** Nobody is making it any more: whoever was would have said what became of it by now. */
async function abandonUnmade(context: FlowContext, payment: Payment): Promise<Payment> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  if (provider === undefined) return payment;
  const abandoned = await context.ledger.decide({ paymentId: payment.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    const { status, orphan, leaseUntil } = draft.payment(payment.id);
    const isMade = status !== "created" || orphan || (leaseUntil ?? 0) > draft.now;
    if (!isMade) abandon(draft, provider, payment.id, "reconciler");
    return draft.decision(() => draft.payment(payment.id));
  });
  return abandoned ?? payment;
}

/** True when the gateway said that it is closed now; where it did not answer, it stays wanted. */
async function closeUnwanted(context: FlowContext, payment: Payment): Promise<boolean> {
  const provider = context.accounts.provider(payment.account, payment.provider);
  if (provider === undefined) return false;
  // A close may take as long.
  const signal = AbortSignal.timeout(longestQueryMs);
  const closing = await closeAtGateway(context, provider, payment, signal);
  if (closing === "closed") await settleClosed(context, provider, payment, "reconciler");
  if (closing === "impossible") await giveUpClosing(context, payment);
  return closing === "closed";
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
