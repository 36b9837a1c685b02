/**
 * Telling the shop. Events wait in the ledger, written by the transaction that caused them, and are
 * delivered in order as long as deliveries succeed; one that the shop cannot take holds the next
 * back for at most a minute.
 */
import { holdEvent, leaseMs, type EventLease } from "./event-lease.ts";
import { sendEvent, type ShopEventsOptions } from "./send-event.ts";
import type { FlowContext } from "../flow-context.ts";
import type { StoredEvent } from "../ledger/ledger.ts";
import { elapsed } from "../platform/clock.ts";
import { logHash, type LogFields } from "../platform/logger.ts";
import { childOf, traceIdOf } from "../platform/trace-context.ts";
import { traced, type TracedFields } from "../platform/tracing.ts";
import { startWorker, type Worker } from "../platform/worker.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** Waits between attempts; when they are used up the event is given up, and can be replayed. */
const retryWaits = [
  5 * second,
  30 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
const deliveryMs = 15_000;
const holdMs = 60_000;
/** How long a delivery in hand is waited for once everything stops. Cut off, it is made again. */
const graceMs = 2_000;

export function startShopEvents(context: FlowContext, options: ShopEventsOptions): Worker {
  const cutOff = new AbortController();
  const worker = startWorker({
    name: "shop events",
    clock: context.clock,
    logger: context.logger,
    idleMs: 1_000,
    round: async () => {
      const now = context.clock.now();
      const [due] = await context.ledger.claimDueEvents({ now, leaseMs, holdMs, limit: 1 });
      if (due === undefined) return false;
      const traceparent = await traceOf(context, due.event.data.session.id);
      const lease = holdEvent(context, due.event.sequence, now + leaseMs);
      await deliver(context, options, { ...due, traceparent, lease }, cutOff.signal);
      return true;
    },
  });
  return {
    wake: () => worker.wake(),
    async stop() {
      const ended = new AbortController();
      const stopped = worker.stop().finally(() => ended.abort());
      await context.clock.wait(graceMs, ended.signal);
      cutOff.abort();
      await stopped;
    },
  };
}

interface HeldEvent extends StoredEvent {
  readonly lease: EventLease;
  readonly traceparent: string | undefined;
}

async function deliver(
  context: FlowContext,
  options: ShopEventsOptions,
  held: HeldEvent,
  cutOff: AbortSignal,
): Promise<void> {
  const { event, lease, traceparent } = held;
  const signal = AbortSignal.any([AbortSignal.timeout(deliveryMs), lease.lost, cutOff]);
  const told = toldOf(held);
  const ending: TracedFields = { ...told, traceparent };
  const startedAt = elapsed(context.clock);
  const failure = await traced("event", ending, async () => {
    const sent = traceparent && childOf(traceparent, context.random);
    const sending = { now: context.clock.now(), signal, traceparent: sent };
    const failed = await sendEvent(options, event, sending);
    ending["outcome"] = failed === undefined ? "delivered" : "failed";
    return failed;
  }).finally(() => lease.end());
  if (failure !== undefined && cutOff.aborted) return lease.giveBack();
  if (failure !== undefined && lease.lost.aborted) return;
  const ms = Math.max(0, Math.round(elapsed(context.clock) - startedAt));
  await record(context, held, failure, { ...told, ms });
}

/** Where the shop asked for a session in a trace of its own, what becomes of it belongs to that trace. */
async function traceOf({ ledger }: FlowContext, sessionId: string): Promise<string | undefined> {
  return (await ledger.findSession(sessionId))?.traceparent ?? undefined;
}

function toldOf({ event, attempts, traceparent }: HeldEvent): LogFields {
  return {
    ...(traceparent === undefined ? {} : { trace: traceIdOf(traceparent) }),
    session: logHash(event.data.session.id),
    event: event.id,
    type: event.type,
    attempt: attempts + 1,
  };
}

async function record(
  context: FlowContext,
  stored: StoredEvent,
  failure: string | undefined,
  told: LogFields,
): Promise<void> {
  const { event } = stored;
  const now = context.clock.now();
  if (failure === undefined) {
    await context.ledger.markEventDelivered(event.sequence, now);
    context.metrics.eventDelivery("delivered");
    context.logger.info({ ...told, outcome: "delivered" }, "the shop took an event");
    return;
  }
  const wait = retryWaits[stored.attempts];
  await context.ledger.markEventFailed(event.sequence, {
    at: now,
    error: failure,
    nextAttemptAt: wait === undefined ? null : now + wait,
  });
  context.metrics.eventDelivery(wait === undefined ? "given_up" : "failed");
  context.logger.warn(
    { ...told, outcome: "failed", reason: failure },
    wait === undefined
      ? "an event was given up; replay it when the shop can take it"
      : "the shop did not take an event",
  );
}
