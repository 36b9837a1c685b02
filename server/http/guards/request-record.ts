/** One log line and one measurement for each request. Ids and tokens in the address are left out. */
import { randomUUID } from "node:crypto";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";

export interface RequestRecord {
  readonly requestId: string;
  /** @param route the route's pattern, never the address: that one holds capabilities */
  done(method: string, route: string, status: number, finished: boolean): void;
}

export type BeginRequest = () => RequestRecord;

export function createRequestRecords(logger: Logger, metrics: Metrics): BeginRequest {
  return () => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    return {
      requestId,
      done(method, route, status, finished) {
        const ms = performance.now() - startedAt;
        metrics.requestDone(route, status, ms / 1000);
        const line = { requestId, method, route, status, ms: Math.round(ms * 10) / 10 };
        logger.info(finished ? line : { ...line, aborted: true }, "request");
      },
    };
  };
}
