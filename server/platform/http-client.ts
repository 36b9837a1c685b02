/**
 * The only file that calls fetch. Every call is bounded in time and size, follows no redirect, and
 * ends in an answer or a `GatewayError` that says whether the other side may have acted.
 */
import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  BrokenCircuitError,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import type { Clock } from "./clock.ts";
import { restLeftMs } from "./wrong-clock.ts";
import { GatewayError } from "./errors.ts";

export interface HttpRequest {
  readonly url: string;
  readonly method: "GET" | "POST" | "PATCH";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Longest answer read, in bytes. Default 1 MiB. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The body as UTF-8 text. */
  text(): string;
}

export interface HttpClient {
  /**
   * Sends once. Any status is an answer, except 429 (`rate_limited`, outcome `none`).
   * @throws GatewayError
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export type Fetch = typeof globalThis.fetch;

const defaultMaxBytes = 1024 * 1024;

export interface HttpClientOptions {
  readonly fetch: Fetch;
  /** Longest time one call may take, in ms, however generous its signal. Default 10 000. */
  readonly timeoutMs?: number;
  /** Failures in a row (no answer or 5xx) after which calls fail at once. Default 20. */
  readonly breakAfter?: number;
  /** How long they do, in ms. Default 5 000. */
  readonly breakForMs?: number;
  /** Sends nothing for as long as a 429 asked for, but money does not wait longer than this. */
  readonly rest?: { readonly clock: Clock; readonly atMostMs: number };
}

/** One client for each gateway: a dead one must not slow or break the other. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const breaker: CircuitBreakerPolicy = circuitBreaker(
    handleWhen((error) => error instanceof GatewayError && error.failure !== "rate_limited"),
    {
      breaker: new ConsecutiveBreaker(options.breakAfter ?? 20),
      halfOpenAfter: options.breakForMs ?? 5_000,
    },
  );
  const rest = createRest(options);
  return {
    async send(request) {
      rest.assertOver();
      let serverError: HttpAnswer | undefined;
      try {
        return await breaker.execute(async () => {
          const answer = await sendOnce(options, request);
          if (answer.status >= 500) {
            serverError = answer;
            throw new GatewayError("server_error", `the gateway answered ${answer.status}`, {
              outcome: "unknown",
            });
          }
          return answer;
        });
      } catch (error) {
        if (serverError !== undefined) return serverError;
        if (error instanceof GatewayError) rest.begin(error);
        if (error instanceof BrokenCircuitError) {
          throw new GatewayError("unreachable", "the gateway failed repeatedly; not asked", {
            outcome: "none",
            cause: error,
          });
        }
        throw error;
      }
    },
  };
}

/** What the other side asked for when it was asked too often. */
function createRest({ rest }: HttpClientOptions) {
  let until = -Infinity;
  return {
    begin({ retryAfterSeconds }: GatewayError): void {
      if (rest === undefined || retryAfterSeconds === undefined) return;
      until = rest.clock.now() + Math.min(retryAfterSeconds * 1000, rest.atMostMs);
    },
    /** @throws GatewayError `rate_limited` */
    assertOver(): void {
      const leftMs = rest === undefined ? 0 : restLeftMs(until, rest.clock.now(), rest.atMostMs);
      if (leftMs <= 0) return;
      throw new GatewayError("rate_limited", "the gateway asked us to slow down; not asked yet", {
        outcome: "none",
        retryAfterSeconds: Math.ceil(leftMs / 1000),
      });
    },
  };
}

async function sendOnce(options: HttpClientOptions, request: HttpRequest): Promise<HttpAnswer> {
  const signal = AbortSignal.any([
    request.signal,
    AbortSignal.timeout(options.timeoutMs ?? 10_000),
  ]);
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await options.fetch(request.url, {
      method: request.method,
      headers: { accept: "application/json", ...request.headers },
      redirect: "manual",
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    bytes = await readBounded(response, request.maxBytes ?? defaultMaxBytes);
  } catch (error) {
    throw toGatewayError(error, signal);
  }
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    throw new GatewayError("rate_limited", "the gateway asks us to slow down", {
      outcome: "none",
      ...(Number.isInteger(seconds) && seconds > 0
        ? { retryAfterSeconds: Math.min(seconds, 3600) }
        : {}),
    });
  }
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    text: () => new TextDecoder().decode(bytes),
  };
}

async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.byteLength;
    if (length > maxBytes) {
      throw new GatewayError("invalid_answer", `the answer is longer than ${maxBytes} bytes`, {
        outcome: "unknown",
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Connection errors that happen before anything was sent. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

function toGatewayError(error: unknown, signal: AbortSignal): GatewayError {
  if (error instanceof GatewayError) return error;
  if (signal.aborted) {
    return new GatewayError("timeout", "the gateway did not answer in time", {
      outcome: "unknown",
      cause: error,
    });
  }
  const { code, syscall } =
    (error as { cause?: { code?: unknown; syscall?: unknown } }).cause ?? {};
  // A route can be lost under an open connection, too: then something was sent.
  const wasOpen = syscall === "read" || syscall === "write";
  return typeof code === "string" && neverSent.has(code) && !wasOpen
    ? new GatewayError("unreachable", "the gateway cannot be reached", {
        outcome: "none",
        cause: error,
      })
    : new GatewayError("interrupted", "the connection to the gateway broke", {
        outcome: "unknown",
        cause: error,
      });
}
