/**
 * What went wrong, with a code that stays the same. `message` is for the developer, in English; empty
 * where the code says it all.
 */
import type { ErrorCode } from "../../contract/vocabulary.ts";

interface Particulars {
  readonly requestId?: string | undefined;
  /** Of the card, when that is wrong. */
  readonly field?: string | undefined;
}

export class CheckoutError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly field: string | undefined;

  constructor(
    code: ErrorCode,
    message?: string,
    retryable = false,
    { requestId, field }: Particulars = {},
  ) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.requestId = requestId;
    this.field = field;
  }
}
