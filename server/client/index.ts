/**
 * For the shop's server: makes sessions, asks what became of them, and opens the proxy's events.
 * Needs nothing but `fetch` and Web Crypto, so it runs on Node, Deno, Bun and edge runtimes.
 */
import type {
  CreateSessionRequest,
  ErrorAnswer,
  NewSessionRecord,
  SessionRecord,
  ShopEvent,
  TestEvent,
} from "../../contract/contract.ts";
import { isSameAmount } from "../../contract/money.ts";
import { verifyWebhook, WebhookVerificationError } from "./webhook-signature.ts";

export type { CreateSessionRequest, NewSessionRecord, SessionRecord, ShopEvent, TestEvent };
export { WebhookVerificationError } from "./webhook-signature.ts";

/** The proxy's answer was an error, or there was none (`code` `proxy_unreachable`). */
export class CheckoutClientError extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  /** All that is wrong with the request, a sentence for each field; empty where it is not that. */
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  /** Whether repeating the same call can help. */
  readonly retryable: boolean;
  readonly requestId: string | undefined;

  constructor(
    code: string,
    message: string,
    details: {
      status: number;
      retryable: boolean;
      field?: string | undefined;
      fields?: CheckoutClientError["fields"] | undefined;
      requestId?: string | undefined;
      cause?: unknown;
    },
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "CheckoutClientError";
    this.code = code;
    this.status = details.status;
    this.field = details.field;
    this.fields = details.fields ?? [];
    this.retryable = details.retryable;
    this.requestId = details.requestId;
  }
}

/** What the shop delivers for: compared with what was paid, as money, however it is spelled. */
export interface Expectation {
  readonly amount: string;
  readonly currency: string;
  readonly orderRef: string;
}

export interface CheckoutClientOptions {
  /** The proxy's PUBLIC_URL. */
  readonly proxyUrl: string;
  /** One of MERCHANT_API_KEYS. Never ship it to a browser. */
  readonly apiKey: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Longest time one call may take, in ms. Default 15 000. */
  readonly timeoutMs?: number;
}

export interface CheckoutClient {
  /**
   * Asks to be paid. The same order asked again answers its unfinished session. `warnings` name what of
   * the customer's data was shortened or left out. With `recentOnly` the shopper sees only what
   * `customer.id` used before (rows that are `recent`), and everything where there is none, where each
   * needs what not every browser has, or where the gateway does not say so within 2 s of a view; what
   * is hidden can be paid with all the same. Asked again for the same order, the last word holds.
   * @throws CheckoutClientError
   */
  createSession(
    request: CreateSessionRequest,
    options?: { idempotencyKey?: string },
  ): Promise<NewSessionRecord>;
  /** @throws CheckoutClientError `session_not_found` */
  getSession(id: string): Promise<SessionRecord>;
  /**
   * Resolves to the session if it is paid and is the one you mean: deliver after this, not before.
   * @throws CheckoutClientError `not_paid`, `expectation_failed`
   */
  assertPaid(id: string, expected: Expectation): Promise<SessionRecord>;
  /** @throws CheckoutClientError `already_paid`, `order_in_review` */
  cancelSession(id: string): Promise<SessionRecord>;
  /** Events after a sequence: how to catch up when webhooks were missed. */
  listEvents(
    after: number,
  ): Promise<{ readonly events: readonly ShopEvent[]; readonly next: number }>;
}

/**
 * @example
 * ```ts
 * const checkout = createCheckoutClient({ proxyUrl: "https://pay.shop.example", apiKey });
 * const session = await checkout.createSession({ amount: "12.750", currency: "KWD", orderRef: "W-20431" });
 * ```
 */
export function createCheckoutClient(options: CheckoutClientOptions): CheckoutClient {
  const call = createCaller(options);
  const getSession = (id: string) =>
    call<SessionRecord>("GET", `/v1/sessions/${encodeURIComponent(id)}`);
  return {
    getSession,
    createSession: (request, { idempotencyKey } = {}) =>
      call("POST", "/v1/sessions", {
        body: request,
        headers: idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey },
      }),
    async assertPaid(id, expected) {
      const session = await getSession(id);
      assertExpected(session, expected);
      return session;
    },
    cancelSession: (id) => call("POST", `/v1/sessions/${encodeURIComponent(id)}/cancel`),
    listEvents: (after) => call("GET", `/v1/events?after=${after}`),
  };
}

/**
 * Verifies a webhook and returns its event; one of type `test.ping` is about no session. Pass the body as it arrived, not parsed and re-written.
 * @param secrets MERCHANT_WEBHOOK_SECRET, the old and the new one while you rotate
 * @throws WebhookVerificationError
 * @see https://www.standardwebhooks.com
 */
export async function verifyEvent(
  rawBody: string | Uint8Array | ArrayBuffer,
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>,
  secrets: string | readonly string[],
  now: number = Date.now(),
): Promise<ShopEvent | TestEvent> {
  const body = readRawBody(rawBody);
  const tried = typeof secrets === "string" ? [secrets] : secrets;
  // JavaScript may pass neither: a missing variable is no secret, and matches nothing.
  await verifyWebhook(body, headers ?? {}, tried ?? [], now);
  return JSON.parse(body) as ShopEvent | TestEvent;
}

/** JavaScript that passes something else is told so, instead of by a type error from within. */
function readRawBody(rawBody: unknown): string {
  if (typeof rawBody === "string") return rawBody;
  // Bytes of another realm, as some test runners make them, are no instances of ours.
  if (ArrayBuffer.isView(rawBody) || rawBody instanceof ArrayBuffer) {
    return new TextDecoder().decode(rawBody as Uint8Array | ArrayBuffer);
  }
  throw new WebhookVerificationError(
    "signature_mismatch",
    rawBody === undefined || rawBody === null
      ? "pass the raw body, as it arrived: there is none; was it read before, or not at all?"
      : "pass the raw body, as it arrived: it was parsed already, and what is signed are its bytes",
  );
}

function assertExpected(session: SessionRecord, expected: Expectation): void {
  const fail = (code: string, message: string) => {
    throw new CheckoutClientError(code, message, { status: 0, retryable: false });
  };
  if (session.status !== "paid") fail("not_paid", `the session is ${session.status}, not paid`);
  const isMet = {
    amount: isSameAmount(session.amount, expected.amount, session.currency),
    currency: session.currency === String(expected.currency).toUpperCase(),
    orderRef: session.orderRef === expected.orderRef,
  };
  for (const name of ["amount", "currency", "orderRef"] as const) {
    if (isMet[name]) continue;
    fail(
      "expectation_failed",
      `the session's ${name} is ${session[name]}, expected ${expected[name]}`,
    );
  }
}

type Caller = <Answer>(
  method: "GET" | "POST",
  path: string,
  request?: { body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

function createCaller(options: CheckoutClientOptions): Caller {
  const base = options.proxyUrl.replace(/\/+$/, "");
  const send = options.fetch ?? globalThis.fetch;
  return async <Answer>(
    method: "GET" | "POST",
    path: string,
    request: { body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    let response: Response;
    let text: string;
    try {
      response = await send(base + path, {
        method,
        headers: {
          Authorization: `Bearer ${options.apiKey}`,
          ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
          ...request.headers,
        },
        signal: AbortSignal.timeout(options.timeoutMs ?? 15_000),
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      text = await response.text();
    } catch (cause) {
      throw new CheckoutClientError("proxy_unreachable", `the proxy at ${base} does not answer`, {
        status: 0,
        retryable: true,
        cause,
      });
    }
    if (!response.ok) throw toError(response.status, text);
    return JSON.parse(text) as Answer;
  };
}

function toError(status: number, text: string): CheckoutClientError {
  let answer: ErrorAnswer["error"] | undefined;
  try {
    answer = (JSON.parse(text) as Partial<ErrorAnswer>).error;
  } catch {
    answer = undefined;
  }
  return answer === undefined
    ? new CheckoutClientError(
        "proxy_answer_invalid",
        `the proxy answered ${status} without an error`,
        { status, retryable: status >= 500 },
      )
    : new CheckoutClientError(answer.code, answer.message, { status, ...answer });
}
