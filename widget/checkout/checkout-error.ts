/** What went wrong, with a code that stays the same. `message` is for the developer, in English. */
import type { ErrorCode } from "../../contract/vocabulary.ts";

interface Particulars {
  readonly retryable?: boolean | undefined;
  readonly requestId?: string | undefined;
  /** Of the card, when that is wrong. */
  readonly field?: string | undefined;
}

export class CheckoutError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, particulars: Particulars = {}) {
    super(message);
    this.code = code;
    this.retryable = particulars.retryable ?? false;
    this.requestId = particulars.requestId;
    this.field = particulars.field;
  }
}
