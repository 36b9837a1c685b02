/**
 * The one hot route, answered before Express: `GET /v1/methods` of a plain client, from memory, with
 * the same headers, log line and measurement as any other. Whatever is not that simple (another
 * verb, an Origin, a mistake in the query, a list that has to be fetched and fails) goes to Express.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { methodFilter, type MethodFilter } from "../../../contract/contract.ts";
import { routes } from "../../../contract/vocabulary.ts";
import type { Methods, SerializedList } from "../../methods/methods.ts";
import { apiHeaders } from "./headers.ts";
import { readParameters } from "./query.ts";
import type { BeginRequest } from "./request-record.ts";

export interface MethodListServerOptions {
  readonly methods: Methods;
  /** The path of PUBLIC_URL, `/` or without a trailing slash. */
  readonly basePath: string;
  readonly begin: BeginRequest;
  /** Whether one more request of this client is within its limit; counts it. */
  readonly admit: (request: IncomingMessage) => boolean;
  readonly next: RequestListener;
}

export function createMethodListServer(options: MethodListServerOptions): RequestListener {
  const paths = [routes.methods, options.basePath + routes.methods].map((path) => `${path}?`);
  const filters = new LRUCache<string, MethodFilter>({ max: 1_000 });
  const constant = Object.entries(apiHeaders)
    .filter(([name]) => name !== "Cache-Control")
    .flat();

  function filterOf(request: IncomingMessage): MethodFilter | undefined {
    const { url = "", method, headers } = request;
    if (method !== "GET" || headers.origin !== undefined) return undefined;
    const path = paths.find((candidate) => url.startsWith(candidate));
    if (path === undefined) return undefined;
    const query = url.slice(path.length);
    const known = filters.get(query);
    if (known !== undefined) return known;
    try {
      const filter = methodFilter.parse(readParameters(query));
      filters.set(query, filter);
      return filter;
    } catch {
      return undefined;
    }
  }

  function send(request: IncomingMessage, response: ServerResponse, list: SerializedList): void {
    const record = options.begin();
    const unchanged = request.headers["if-none-match"] === list.etag;
    const headers = [
      ...constant,
      "X-Request-Id",
      record.requestId,
      "Cache-Control",
      list.cacheControl,
      "Cache-Status",
      list.cacheStatus,
      "ETag",
      list.etag,
    ];
    if (unchanged) {
      response.writeHead(304, headers).end();
    } else {
      headers.push(
        "Content-Type",
        "application/json; charset=utf-8",
        "Content-Length",
        list.length,
      );
      response.writeHead(200, headers).end(list.bytes, "latin1");
    }
    record.done("GET", routes.methods, unchanged ? 304 : 200, true);
  }

  return (request, response) => {
    const filter = filterOf(request);
    if (filter === undefined) {
      options.next(request, response);
      return;
    }
    // Express tells a client over its limit.
    if (!options.admit(request)) {
      options.next(request, response);
      return;
    }
    const atHand = options.methods.listAtHand(filter);
    if (atHand !== undefined) {
      send(request, response, atHand);
      return;
    }
    options.methods.listPublic(filter).then(
      (list) => send(request, response, list),
      () => options.next(request, response),
    );
  };
}
