/** What a gateway says of an order, and how the money fits. */

export type GatewayState =
  | "open"
  /** Open; the last attempt was declined and another is possible. */
  | "attempted"
  | "paid"
  | "authorized"
  /** Goods are paid for on delivery: never counts as paid. */
  | "cash_on_delivery"
  | "failed"
  | "canceled"
  | "expired"
  /** Closed without payment; the gateway does not say why. */
  | "closed"
  | "refunded"
  /** What was asked succeeded, and how the payment stands is not said: somebody has to look. */
  | "unstated";

/**
 * What a bank or a wallet calls a payment, by the names its gateway uses: a support desk is asked for
 * these. They decide nothing.
 */
export type References = Readonly<Record<string, string>>;

/** What a gateway said about an order when asked. Null = it did not say. */
export interface GatewayReport {
  readonly state: GatewayState;
  /** The amount and currency the gateway holds for the order (of a gateway that states what was paid: that). */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly fee: string | null;
  readonly tip: string | null;
  /** What is still unpaid. */
  readonly remaining: string | null;
  /** What the shopper was charged, where that differs. */
  readonly charged: { readonly amount: string; readonly currency: string } | null;
  /** The gateway's transaction: what a refund names, and what tells a second payment from the first. */
  readonly transactionRef: string | null;
  /** The method's code, where the gateway says which one was used. */
  readonly code: string | null;
  /** True where no real money can have moved: never good enough for an order that is no test. */
  readonly test: boolean;
  /** The order number it states, where it does. Must equal ours. */
  readonly orderNumber: string | null;
  /** Absent where it names none. */
  readonly references?: References;
}

/** A report that says how the order stands and nothing beside it. */
export function emptyReport(state: GatewayState): GatewayReport {
  return {
    state,
    amount: null,
    currency: null,
    fee: null,
    tip: null,
    remaining: null,
    charged: null,
    transactionRef: null,
    code: null,
    test: false,
    orderNumber: null,
  };
}

/**
 * How a paid amount fits the order. `over`: more than explained, paid with a discrepancy.
 * `short`, `currency`, `unclear`: the payment goes to review.
 */
export type MoneyFit = "fits" | "over" | "short" | "currency" | "unclear";
