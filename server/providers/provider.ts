/**
 * What a gateway is to the rest of the proxy: the door to all words about one. Everything a gateway
 * says in its own words is turned into these inside its folder; nothing outside names its fields.
 *
 * Every call takes an `AbortSignal`: when it fires the call ends with a `GatewayError` `timeout`.
 * Amounts are decimal strings with all decimals of their currency; times are ms since 1970, UTC.
 */
import type { Customer, MethodFilter } from "../../contract/contract.ts";
import type { ProviderId } from "../../contract/vocabulary.ts";
import type { CardCharging } from "./card-charging.ts";
import type { Acknowledgement, VerifiedNotification } from "./gateway-notification.ts";
import type { Charge, GatewayOrder, KnownOrder, OrderRequest, QueryPace } from "./gateway-order.ts";
import type { GatewayReport, MoneyFit } from "./gateway-report.ts";
import type { ProviderMethod } from "./provider-method.ts";

export type { Card, CardCharge, CardCharging, Street, StreetLengths } from "./card-charging.ts";
export type { Acknowledgement, VerifiedNotification } from "./gateway-notification.ts";
export type { Charge, GatewayOrder, KnownOrder, OrderRequest, QueryPace } from "./gateway-order.ts";
export { emptyReport } from "./gateway-report.ts";
export type { GatewayReport, GatewayState, MoneyFit, References } from "./gateway-report.ts";
export type { ProviderMethod } from "./provider-method.ts";

/** A list that the gateway is asked for, and that is kept. */
export interface FetchedList {
  /** Changes with whatever makes a kept list another one: the installation's address, its labels. */
  readonly version: string;
  /** What the gateway assumes where a filter is silent. */
  readonly defaults: Omit<MethodFilter, "currency">;
  /** Where its logos may be fetched from: no other origin is asked for one. */
  readonly logoOrigin: string;
}

/** Wherein gateways differ, as each is configured. It does not change while the proxy runs. */
export interface Capabilities {
  /** Null when the list comes from the configuration: it needs no call and is not cached. */
  readonly fetchedList: FetchedList | null;
  /** The one `type` of methods it has: who asks for the other is refused. Null = `type` only filters. */
  readonly methodType: NonNullable<MethodFilter["type"]> | null;
  /** True when an order whose answer was lost can be asked for again under the same number. */
  readonly repeatsOrders: boolean;
  /**
   * True when an order is found by our number: one without a reference can be asked about, and nobody
   * has to tell us what its reference is.
   */
  readonly findsOrdersByNumber: boolean;
  /** True when an order carries one code alone: choosing another makes another order. */
  readonly carriesOneCode: boolean;
  /** By method code: the product name in the `User-Agent` of the browser that belongs to it, as a wallet's does. */
  readonly ownBrowsers: Readonly<Partial<Record<string, string>>>;
  /** Fields of the customer without which it takes no order. */
  readonly requiredCustomer: readonly (keyof Customer)[];
  /** Null where cards are paid on the gateway's pages alone. */
  readonly cards: CardCharging | null;
}

/** What there is to offer at a gateway, in any currency, as it is configured. */
export interface Offering {
  /** Null where the gateway does not say it for all currencies at once. */
  readonly methods: number | null;
  /** What to look at where there are none: half a sentence for an operator. */
  readonly whereNone: string;
}

export interface PaymentProvider {
  readonly id: ProviderId;
  /** What a notification is answered with. */
  readonly acknowledgement: Acknowledgement;
  readonly capabilities: Capabilities;
  /** The variables that say where the gateway is and who we are there, for an operator. */
  readonly variables: { readonly address: string; readonly credentials: string };

  /** How seldom its query may be called for an order; null = whenever it is useful. */
  queryPace(order: KnownOrder): QueryPace | null;

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
  openNotification(body: Uint8Array, contentType: string, order: KnownOrder): VerifiedNotification;

  /**
   * Whether paying this order by `code` moved no real money. Asked about notifications that decide,
   * because they do not say what their method is.
   * @throws GatewayError when that cannot be told
   */
  isTest(order: KnownOrder, code: string | null, signal: AbortSignal): Promise<boolean>;

  /** Judges the gateway's confirming answer. `stated`: fee and tip named by verified notifications of this order. */
  fitsMoney(
    order: KnownOrder,
    report: GatewayReport,
    stated: { readonly fee: string | null; readonly tip: string | null },
  ): MoneyFit;

  /**
   * A harmless call that needs valid credentials.
   * @returns what these credentials may offer @throws GatewayError
   */
  checkCredentials(signal: AbortSignal): Promise<Offering>;
}
