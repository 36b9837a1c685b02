/**
 * Which request something is done for. It goes along with all that the request begins, however deep,
 * so that every line of the log names it, and a step need not hand on what it does not use itself.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { logHash, type LogFields, type Logger } from "./logger.ts";

export interface RequestContext {
  readonly requestId: string;
  /** The caller's, where it sent one. */
  readonly traceparent: string | undefined;
  /** Hash of the session that the request turned out to be about. */
  session?: string;
}

const requests = new AsyncLocalStorage<RequestContext>();

export function withinRequest<Result>(context: RequestContext, work: () => Result): Result {
  return requests.run(context, work);
}

export function currentRequest(): RequestContext | undefined {
  return requests.getStore();
}

/** Says which session the request is about, as soon as that is known. */
export function nameSession(id: string): void {
  const request = requests.getStore();
  if (request !== undefined) request.session = logHash(id);
}

/** A logger whose lines name the request that they are written for. */
export function namingRequests(logger: Logger): Logger {
  const named = (fields: LogFields): LogFields => {
    const request = requests.getStore();
    if (request === undefined) return fields;
    const { requestId, session } = request;
    return { requestId, ...(session === undefined ? {} : { session }), ...fields };
  };
  return {
    debug: (fields, message) => logger.debug(named(fields), message),
    info: (fields, message) => logger.info(named(fields), message),
    warn: (fields, message) => logger.warn(named(fields), message),
    error: (fields, message) => logger.error(named(fields), message),
  };
}
