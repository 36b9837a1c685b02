/**
 * What a gateway is to the rest of the proxy. Everything a gateway says in its own words is turned
 * into these words inside its folder; nothing outside names a gateway's field.
 *
 * Every call takes an `AbortSignal`: when it fires the call ends with a `GatewayError` `timeout`.
 * Amounts are decimal strings with all decimals of their currency; times are ms since 1970, UTC.
 */
import type { Customer, MethodFilter, PaymentTerms } from "../../contract/contract.ts";
import type {
  BrowserFeature,
  Evidence,
  MethodKind,
  ProviderId,
} from "../../contract/vocabulary.ts";

/** A method as one gateway offers it. `code` is unique within the gateway. */
export interface ProviderMethod {
  readonly code: string;
  /** What to show when no better language is known. Unique within the list, unless it is a routing duplicate. */
  readonly label: string;
  /** Labels by language subtag (`ar`, `en`, …), for methods we know well. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kind: MethodKind;
  /** Absolute URL of the gateway's logo, or null. Fetched by the proxy, never by a browser. */
  readonly logoUrl: string | null;
  /** True where choosing it moves no real money. */
  readonly test: boolean;
  /** What is charged, where that is known to be another currency than the shopper is asked for. */
  readonly currency?: string;
  /** What the shopper's browser must have for it. */
  readonly needs?: BrowserFeature;
  /** Further names `METHOD_ICONS` may know it by: the connector, say. */
  readonly aliases: readonly string[];
  /** True where the shopper fills in our own card form: there is no link to go to. */
  readonly ownForm?: boolean;
}

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
  /** Never used before: OTT Pay ≤ 20 letters and digits, Ottu ≤ 109 characters. From `createOrderNumber`. */
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
  | "refunded";

/** What a gateway said about an order when asked. Null = it did not say. */
export interface GatewayReport {
  readonly state: GatewayState;
  /** The amount and currency the gateway holds for the order (OTT Pay: what was paid). */
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
}

/**
 * A notification that was verified: a hint, never proof, unless the gateway has no quick way to be
 * asked; then `decides` says what it settles, and by which evidence.
 */
export interface VerifiedNotification {
  /** Equal for a replay of the same message. */
  readonly fingerprint: string;
  /** Our order number as the gateway states it; null when the message does not carry one. */
  readonly orderNumber: string | null;
  readonly providerRef: string | null;
  readonly claimedState: GatewayState | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly fee: string | null;
  readonly tip: string | null;
  readonly transactionRef: string | null;
  readonly code: string | null;
  readonly decides: {
    readonly evidence: Extract<Evidence, "signed" | "path">;
    readonly report: GatewayReport;
  } | null;
  /** Whitelisted fields to keep: no personal data, no card data, no free text. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a gateway wants to hear once a notification is safely stored. */
export interface Acknowledgement {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * How a paid amount fits the order. `over`: more than explained, paid with a discrepancy.
 * `short`, `currency`, `unclear`: the payment goes to review.
 */
export type MoneyFit = "fits" | "over" | "short" | "currency" | "unclear";

/** `firstAfterMs` counts from when our row of the order was made. */
export interface QueryPace {
  readonly firstAfterMs: number;
  readonly betweenMs: number;
  readonly perDay: number;
}

/** A card as the shopper typed it. It lives in memory for one charge, and is kept nowhere. */
export interface Card {
  readonly number: string;
  readonly brand: "VISA" | "MC";
  readonly name: string;
  /** `MMYY`. */
  readonly expiry: string;
  readonly cvv: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly postalCode: string;
  readonly country: string;
}

export interface CardCharge {
  /** From `CardCharging.createOrderNumber`; never used before. */
  readonly orderNumber: string;
  readonly amount: string;
  readonly currency: string;
  readonly card: Card;
}

/** For a gateway that takes card numbers from us. */
export interface CardCharging {
  /** The method's code: a payment of this code is asked about by `PaymentProvider.query`. */
  readonly code: string;

  createOrderNumber(): string;

  /**
   * Charges, or authorizes, once: it must never be repeated for one order number. State `open` =
   * not decided yet. Nothing thrown carries a part of the card.
   * @throws GatewayError outcome `unknown` unless certainly nothing was charged
   */
  charge(request: CardCharge, signal: AbortSignal): Promise<GatewayReport>;
}

export interface PaymentProvider {
  readonly id: ProviderId;
  /** What a notification is answered with. */
  readonly acknowledgement: Acknowledgement;
  /** True when the list comes from the configuration: it needs no call and is not cached. */
  readonly listIsLocal: boolean;
  /** True when an order whose answer was lost can be asked for again under the same number. */
  readonly canRepeatOrder: boolean;
  /** Absent where cards are paid on the gateway's pages alone. */
  readonly cards?: CardCharging;
  /** How seldom its query may be called for an order; null = whenever it is useful. */
  queryPace(order: KnownOrder): QueryPace | null;
  /** True when an order is asked about by its number, so that one without a reference can be, too. */
  readonly asksByOrderNumber?: boolean;
  /** True when an order carries one code alone: choosing another makes another order. */
  readonly carriesOneCode?: boolean;
  /** Fields of the customer without which it takes no order. */
  readonly requiredCustomer?: readonly (keyof Customer)[];

  /** Whether it serves this currency at all, and this filter: when false it is not asked. */
  serves(filter: MethodFilter): boolean;

  /**
   * The methods for a filter that `serves`. An empty list is legal.
   * @throws GatewayError
   */
  listMethods(filter: MethodFilter, signal: AbortSignal): Promise<readonly ProviderMethod[]>;

  /** Codes a customer used before, most recent first. @throws GatewayError */
  listRecentCodes(
    customerId: string,
    filter: MethodFilter,
    signal: AbortSignal,
  ): Promise<readonly string[]>;

  /** A number the gateway never saw, by which a merchant finds the order in its panel. */
  createOrderNumber(orderRef: string): string;

  /** Seconds an order lives when the session has `secondsLeft`. Never more than `secondsLeft`. */
  orderSeconds(secondsLeft: number): number;

  /**
   * Makes an order. Sent once: repeating is the caller's decision.
   * @throws GatewayError `refused` with outcome `none` when the gateway said no (gatewayCode
   * `codes` when it no longer knows an offered method, `used` when the order number was taken)
   */
  createOrder(request: OrderRequest, signal: AbortSignal): Promise<GatewayOrder>;

  /** The address that opens `code` on an order. */
  redirectUrl(
    order: { readonly link: string; readonly charges: Readonly<Record<string, Charge>> },
    code: string,
  ): string;

  /** How the order stands, by the reference we stored. @throws GatewayError */
  query(order: KnownOrder, signal: AbortSignal): Promise<GatewayReport>;

  /**
   * Closes an order that nobody should pay any more, as far as the gateway can. Resolves to false
   * where there is nothing it can do. @throws GatewayError
   */
  closeOrder(order: KnownOrder, signal: AbortSignal): Promise<boolean>;

  /**
   * Opens and verifies a notification.
   * @param body the raw bytes, at most 64 KB
   * @param order whose address it came to
   * @throws CheckoutError `notification_unverified`
   */
  openNotification(body: Uint8Array, contentType: string, order?: KnownOrder): VerifiedNotification;

  /**
   * For notifications that decide: whether `code` moved no real money on this order.
   * @throws GatewayError when that cannot be told
   */
  isTest?(order: KnownOrder, code: string | null, signal: AbortSignal): Promise<boolean>;

  /** Judges the gateway's confirming answer. `stated`: fee and tip named by verified notifications of this order. */
  fitsMoney(
    order: KnownOrder,
    report: GatewayReport,
    stated: { readonly fee: string | null; readonly tip: string | null },
  ): MoneyFit;

  /** A harmless call that needs valid credentials. @throws GatewayError */
  checkCredentials(signal: AbortSignal): Promise<void>;
}
