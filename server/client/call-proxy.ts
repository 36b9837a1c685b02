/** One request to the proxy, signed in by the shop's key. */
import { CheckoutClientError, type CheckoutErrorCode, type FieldProblem } from "./client-error.ts";

export interface CheckoutClientOptions {
  /** The proxy's PUBLIC_URL. */
  readonly proxyUrl: string;
  /** One of MERCHANT_API_KEYS. Never ship it to a browser. */
  readonly apiKey: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Longest time one call may take, in ms. Default 15 000. */
  readonly timeoutMs?: number | undefined;
}

export interface ProxyRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is undefined is left out; a list goes with commas. */
  readonly query?: object | undefined;
}

export type CallProxy = <Answer>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  request?: ProxyRequest,
) => Promise<Answer>;

export function createCaller(options: CheckoutClientOptions): CallProxy {
  const base = options.proxyUrl.replace(/\/+$/, "");
  const send = options.fetch ?? globalThis.fetch;
  return async <Answer>(method: string, path: string, request: ProxyRequest = {}) => {
    const { body, headers, query = {} } = request;
    let response: Response;
    let text: string;
    try {
      response = await send(base + path + searchOf(query), {
        method,
        headers: {
          Authorization: `Bearer ${options.apiKey}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...headers,
        },
        signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (cause) {
      throw new CheckoutClientError("proxy_unreachable", `the proxy at ${base} does not answer`, {
        status: 0,
        retryable: true,
        cause,
      });
    }
    if (!response.ok) throw toError(response, text);
    if (response.status === 204) return undefined as Answer;
    return readAnswer<Answer>(response.status, text);
  };
}

function searchOf(query: object): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams();
  for (const [name, value] of said) search.set(name, String(value));
  return said.length === 0 ? "" : `?${search.toString()}`;
}

function readAnswer<Answer>(status: number, text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw notOurs(status);
  }
}

interface ErrorAnswer {
  readonly code: CheckoutErrorCode;
  readonly message: string;
  readonly field?: string;
  readonly fields?: readonly FieldProblem[];
  readonly retryable: boolean;
  readonly requestId: string;
}

function toError({ status, headers }: Response, text: string): CheckoutClientError {
  let answer: ErrorAnswer | undefined;
  try {
    answer = (JSON.parse(text) as { readonly error?: ErrorAnswer } | null)?.error;
  } catch {
    answer = undefined;
  }
  if (typeof answer?.code !== "string") return notOurs(status);
  const seconds = Number(headers.get("retry-after") ?? NaN);
  return new CheckoutClientError(answer.code, answer.message, {
    ...answer,
    status,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : undefined,
  });
}

function notOurs(status: number): CheckoutClientError {
  return new CheckoutClientError(
    "proxy_answer_invalid",
    `what answers there is no proxy of Otter Checkout: ${status}, and not its JSON`,
    { status, retryable: status >= 500 },
  );
}
