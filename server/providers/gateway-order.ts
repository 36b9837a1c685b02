/** An order at a gateway: what it is asked for with, what comes back, and how it is spoken of again. */
import type { Customer, MethodFilter, PaymentTerms } from "../../contract/contract.ts";

/** What will be charged when the shopper pays an order with one method. */
export interface Charge {
  readonly amount: string;
  readonly currency: string;
  readonly fee: string;
  readonly feeDescription: string | null;
  /** Where that method opens directly; null = the order's own link. */
  readonly url: string | null;
}

export interface OrderRequest {
  /** Never used before. From `createOrderNumber`. */
  readonly orderNumber: string;
  readonly orderRef: string;
  readonly amount: string;
  readonly currency: string;
  /** Codes to offer on this order, the chosen one first. */
  readonly codes: readonly string[];
  readonly filter: MethodFilter;
  /** BCP 47. */
  readonly locale: string | null;
  readonly customer: Customer | null;
  readonly terms: PaymentTerms | null;
  /** ≤ 200 characters each. */
  readonly returnUrl: string;
  readonly notifyUrl: string;
  /** How long the order may be paid: 60 and above. */
  readonly expiresInSeconds: number;
  /** True when the same request was sent before and its outcome is unknown. */
  readonly repeated: boolean;
}

export interface GatewayOrder {
  /** The reference the gateway is asked by later. */
  readonly providerRef: string;
  /** The payment link, https (http on a loopback gateway only). */
  readonly link: string;
  readonly expiresAt: number;
  /** By method code; a code that is absent costs the order's amount with no known fee. */
  readonly charges: Readonly<Record<string, Charge>>;
}

/** The facts about an order that a provider needs to speak of it again. */
export interface KnownOrder {
  readonly orderNumber: string;
  /** Null for an order whose answer we never saw. */
  readonly providerRef: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly method: string;
  /** Codes offered on it. */
  readonly codes: readonly string[];
  /** Whether it was made to move no real money. */
  readonly test: boolean;
}

/** `firstAfterMs` counts from when our row of the order was made. */
export interface QueryPace {
  readonly firstAfterMs: number;
  readonly betweenMs: number;
  readonly perDay: number;
}
