/**
 * Where a tracer looks on, such as OpenTelemetry's: tracing channels of `node:diagnostics_channel`, on
 * which each request, each call of a gateway and each delivery of an event says that it begins
 * (`start`) and how it ended (`asyncEnd`). What it is about is told in fields, and nothing of what
 * was sent or answered. With nobody on them they cost a look.
 */
import { tracingChannel, type TracingChannel } from "node:diagnostics_channel";
import type { LogFields } from "./logger.ts";

/** Flat and without secrets or people, as a line of the log. How it ended is added to it. */
export type TracedFields = { -readonly [Name in keyof LogFields]: LogFields[Name] };

const channelOf = (name: string): TracingChannel<unknown, TracedFields> =>
  tracingChannel<unknown, TracedFields>(`otter-checkout.${name}`);

const channels = {
  request: channelOf("request"),
  gateway: channelOf("gateway"),
  event: channelOf("event"),
} as const;

/** @param work adds to `fields` how it ended */
export function traced<Result>(
  name: "gateway" | "event",
  fields: TracedFields,
  work: () => Promise<Result>,
): Promise<Result> {
  const channel = channels[name];
  if (!channel.hasSubscribers) return work();
  return channel.start.runStores(fields, async () => {
    try {
      return await work();
    } finally {
      channel.asyncEnd.publish(fields);
    }
  });
}

export interface TracedRequest {
  run(work: () => void): void;
  end(outcome: LogFields): void;
}

/**
 * A request ends with its answer, which is not the end of what handles it.
 * @returns undefined where nobody looks on
 */
export function beginTracedRequest({
  requestId,
  traceparent,
}: {
  readonly requestId: string;
  readonly traceparent: string | undefined;
}): TracedRequest | undefined {
  const channel = channels.request;
  if (!channel.hasSubscribers) return undefined;
  const fields: TracedFields = { requestId, traceparent };
  return {
    run: (work) => channel.start.runStores(fields, work),
    end(outcome) {
      Object.assign(fields, outcome);
      channel.asyncEnd.publish(fields);
    },
  };
}
