/**
 * The one hot route in front of Express: a method list that is at hand, for a plain client. Whatever
 * is not that simple (another verb, an Origin, a mistake in the query, a list that is waited for)
 * goes to Express, and there to the same handler.
 */
import type { IncomingMessage, RequestListener } from "node:http";
import { routes } from "../../../contract/vocabulary.ts";
import type { MethodListHandler } from "../routes/list-methods.ts";

export interface MethodListServerOptions {
  readonly methodList: MethodListHandler;
  /** The path of PUBLIC_URL, empty or without a trailing slash. */
  readonly basePath: string;
  /** Whether one more request of this client is within its limit; counts it. */
  readonly admit: (request: IncomingMessage) => boolean;
  readonly express: RequestListener;
}

export function createMethodListServer(options: MethodListServerOptions): RequestListener {
  const { methodList, basePath, admit, express } = options;
  const paths = [`${routes.methods}?`, `${basePath}${routes.methods}?`];

  function isPlain({ method, url = "", headers }: IncomingMessage): boolean {
    if (method !== "GET" || headers.origin !== undefined) return false;
    return paths.some((path) => url.startsWith(path));
  }

  return (request, response) => {
    // Express tells a client that it is over its limit.
    if (isPlain(request) && methodList.handleAtHand(request, response, admit)) return;
    express(request, response);
  };
}
