/** What the ledger holds that has not ended: what an operator watches. */
import type { PaymentStatus } from "../../contract/vocabulary.ts";
import type { AccountGateway } from "./ledger-work.ts";

export interface Backlog {
  readonly payments: readonly WaitingPayments[];
  /** Of each gateway of which something is due: since when the first has been. */
  readonly due: readonly (AccountGateway & { readonly since: number })[];
  readonly events: {
    /** Neither delivered nor given up. */
    readonly waiting: number;
    /** When the first of them came about. */
    readonly oldestAt: number | null;
    readonly givenUp: number;
  };
}

export interface WaitingPayments extends AccountGateway {
  readonly status: Extract<PaymentStatus, "created" | "pending" | "review">;
  readonly count: number;
}
