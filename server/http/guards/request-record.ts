/** One log line and one measurement for each request. Ids and tokens in the address are left out. */
import { randomUUID } from "node:crypto";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { withinRequest, type RequestContext } from "../../platform/request-context.ts";
import { readTraceparent, traceIdOf } from "../../platform/trace-context.ts";
import { beginTracedRequest } from "../../platform/tracing.ts";

export interface RequestRecord {
  readonly requestId: string;
  /** Does what the request asks for: all that this begins is known to be done for it. */
  run(work: () => void): void;
  /** @param route the route's pattern, never the address: that one holds capabilities */
  done(method: string, route: string, status: number, finished: boolean): void;
}

/** @param traceparent the header of that name */
export type BeginRequest = (traceparent: string | string[] | undefined) => RequestRecord;

export function createRequestRecords(logger: Logger, metrics: Metrics): BeginRequest {
  return (header) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    const traceparent = typeof header === "string" ? readTraceparent(header) : undefined;
    const context: RequestContext = { requestId, traceparent };
    const tracing = beginTracedRequest(context);
    return {
      requestId,
      run: (work) =>
        withinRequest(context, () => (tracing === undefined ? work() : tracing.run(work))),
      done(method, route, status, finished) {
        const ms = performance.now() - startedAt;
        metrics.requestDone(route, status, ms / 1000);
        // One object, made once: lists of methods are answered thousands of times a second.
        const line = {
          requestId,
          trace: traceparent && traceIdOf(traceparent),
          session: context.session,
          method,
          route,
          status,
          ms: Math.round(ms * 10) / 10,
          aborted: finished ? undefined : true,
        };
        logger.info(line, "request");
        tracing?.end(line);
      },
    };
  };
}
