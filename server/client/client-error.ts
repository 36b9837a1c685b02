/** What a call of the client fails with. */
import type { ProxyErrorCode } from "../../contract/vocabulary.ts";

/** The proxy's own codes, and those that only who asks it can find out. */
export type CheckoutErrorCode =
  | ProxyErrorCode
  /** It does not answer, or not in time. */
  | "proxy_unreachable"
  /** Something else answers at its address. */
  | "proxy_answer_invalid"
  /** Of `assertPaid`. */
  | "not_paid"
  | "expectation_failed";

export interface FieldProblem {
  /** Its path, such as `customer.id`. */
  readonly field: string;
  readonly message: string;
}

export interface CheckoutErrorDetails {
  readonly status: number;
  readonly retryable: boolean;
  readonly field?: string | undefined;
  readonly fields?: readonly FieldProblem[] | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** The proxy's answer was an error, or there was none (`code` `proxy_unreachable`). */
export class CheckoutClientError extends Error {
  /** Texts may change, codes do not; more may come. */
  readonly code: CheckoutErrorCode;
  /** Of HTTP; 0 where nothing answered. */
  readonly status: number;
  readonly field: string | undefined;
  /** All that is wrong with the request, a sentence for each field; empty where it is not that. */
  readonly fields: readonly FieldProblem[];
  /** Whether repeating the same call can help. */
  readonly retryable: boolean;
  /** Not before so many seconds. */
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: CheckoutErrorCode, message: string, details: CheckoutErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "CheckoutClientError";
    this.code = code;
    this.status = details.status;
    this.field = details.field;
    this.fields = details.fields ?? [];
    this.retryable = details.retryable;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
  }
}

/** Also true of an error of another copy of this package, as `instanceof` is not. */
export function isCheckoutError<Code extends CheckoutErrorCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is CheckoutClientError & { readonly code: Code } {
  if (!(error instanceof Error) || error.name !== "CheckoutClientError") return false;
  return codes.length === 0 || codes.includes((error as CheckoutClientError).code as Code);
}
