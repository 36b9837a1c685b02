/** What the instances on one ledger share out among them: due payments, and budgets. */
import type { ProviderId } from "../../contract/vocabulary.ts";

/** One account's credentials at one gateway. */
export interface AccountGateway {
  readonly provider: ProviderId;
  readonly account: string;
}

export interface OpenPayments extends AccountGateway {
  readonly count: number;
}

/**
 * At most `limit` payments that are due at `now`, leased to the caller until `now + leaseMs`. What a
 * clock that is ahead planned is due, and what it leased for longer is free.
 */
export interface PaymentClaim {
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
}

/** At most `limit` in each window of `windowMs`. A window that is more than a minute ahead counts for nothing. */
export interface Budget {
  readonly name: string;
  readonly now: number;
  readonly windowMs: number;
  readonly limit: number;
}
