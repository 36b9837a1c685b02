/** The one table that decides how each error code is answered, and the errors the flows throw. */
import type { ProxyErrorCode } from "../../contract/vocabulary.ts";

interface Answer {
  readonly status: number;
  readonly retryable: boolean;
}

export const errorAnswers: Readonly<Record<ProxyErrorCode, Answer>> = {
  invalid_json: { status: 400, retryable: false },
  invalid_request: { status: 400, retryable: false },
  amount_invalid: { status: 400, retryable: false },
  card_invalid: { status: 400, retryable: false },
  currency_unsupported: { status: 400, retryable: false },
  return_url_not_allowed: { status: 400, retryable: false },
  type_not_allowed: { status: 400, retryable: false },
  unauthorized: { status: 401, retryable: false },
  notification_unverified: { status: 401, retryable: false },
  origin_not_allowed: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  session_not_found: { status: 404, retryable: false },
  payment_not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  session_canceled: { status: 409, retryable: false },
  already_paid: { status: 409, retryable: false },
  order_paid: { status: 409, retryable: false },
  order_in_review: { status: 409, retryable: false },
  order_ending: { status: 409, retryable: true },
  payment_processing: { status: 409, retryable: true },
  nothing_to_resolve: { status: 409, retryable: false },
  method_unavailable: { status: 409, retryable: false },
  session_expired: { status: 410, retryable: false },
  body_too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  idempotency_key_reused: { status: 422, retryable: false },
  rate_limited: { status: 429, retryable: true },
  too_many_attempts: { status: 429, retryable: false },
  internal_error: { status: 500, retryable: true },
  raw_body_missing: { status: 500, retryable: false },
  gateway_rejected: { status: 502, retryable: false },
  gateway_unavailable: { status: 502, retryable: true },
  gateway_timeout: { status: 504, retryable: true },
  ledger_unavailable: { status: 503, retryable: true },
  overloaded: { status: 503, retryable: true },
};

/** What is wrong with one field of a request. */
export interface FieldProblem {
  /** Its path, such as `customer.address.city`. */
  readonly field: string;
  /** A sentence, the field's name in it. */
  readonly message: string;
}

/** An error a client is told about: a stable code and a sentence that is safe to show. */
export class CheckoutError extends Error {
  readonly code: ProxyErrorCode;
  readonly field: string | undefined;
  /** All that is wrong, `field` first, where a request was judged as a whole. */
  readonly fields: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProxyErrorCode,
    message: string,
    options: {
      field?: string;
      fields?: readonly FieldProblem[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "CheckoutError";
    this.code = code;
    this.field = options.field;
    this.fields = options.fields;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorAnswers[this.code].status;
  }

  get retryable(): boolean {
    return errorAnswers[this.code].retryable;
  }
}

/**
 * Runs every check, and says at once what they refuse: with the code and the field of the first.
 * @throws CheckoutError, and whatever else a check throws
 */
export function assertAll(checks: readonly (() => void)[]): void {
  const refusals: CheckoutError[] = [];
  for (const check of checks) {
    try {
      check();
    } catch (error) {
      if (!(error instanceof CheckoutError)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first === undefined) return;
  if (refusals.length === 1) throw first;
  throw new CheckoutError(first.code, refusals.map(({ message }) => message).join("; "), {
    ...(first.field === undefined ? {} : { field: first.field }),
    fields: refusals.flatMap(({ field, message }) =>
      field === undefined ? [] : { field, message },
    ),
  });
}

/**
 * Why a call to a gateway gave no usable answer.
 * `unreachable`: refused or not resolved, nothing was sent · `timeout`, `interrupted`: sent, no
 * answer · `rate_limited`: 429 · `unauthorized`: 401/403 · `server_error`: 5xx · `invalid_answer`:
 * not what the protocol describes, or a seal that does not match · `refused`: the gateway said no.
 */
export type GatewayFailure =
  | "unreachable"
  | "timeout"
  | "interrupted"
  | "rate_limited"
  | "unauthorized"
  | "server_error"
  | "invalid_answer"
  | "refused";

/**
 * A gateway's failure. `outcome` is what money depends on: `none` = the gateway certainly did
 * nothing, `unknown` = it may have done what was asked. `gatewayCode` is the gateway's own short
 * code, never its text: bodies are not echoed.
 */
export class GatewayError extends Error {
  readonly failure: GatewayFailure;
  readonly outcome: "none" | "unknown";
  readonly gatewayCode: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    failure: GatewayFailure,
    message: string,
    options: {
      outcome: "none" | "unknown";
      gatewayCode?: string;
      retryAfterSeconds?: number;
      cause?: unknown;
    },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "GatewayError";
    this.failure = failure;
    this.outcome = options.outcome;
    this.gatewayCode = options.gatewayCode;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
