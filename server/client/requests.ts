/** What a shop's server asks the proxy for. */
import type { PaymentStatus, ProviderId, SessionStatus } from "../../contract/vocabulary.ts";

export interface CustomerAddress {
  readonly line1?: string | number | null | undefined;
  readonly line2?: string | number | null | undefined;
  readonly city?: string | number | null | undefined;
  readonly state?: string | number | null | undefined;
  /** ISO 3166-1 alpha-2, such as `CA`. */
  readonly country?: string | number | null | undefined;
  readonly postalCode?: string | number | null | undefined;
}

/**
 * As the shopper typed it: what cannot be taken is left out and named in `warnings`, never a reason to
 * refuse the order.
 */
export interface CustomerInput {
  /** The shop's own, 1 to 64 letters, digits or `_.@:-`: whose saved and recent methods are shown. */
  readonly id?: string | number | null | undefined;
  readonly email?: string | number | null | undefined;
  readonly phone?: string | number | null | undefined;
  readonly firstName?: string | number | null | undefined;
  readonly lastName?: string | number | null | undefined;
  readonly address?: CustomerAddress | null | undefined;
}

/** Which methods are listed, beside the currency. */
export interface MethodFilter {
  readonly operation?: "purchase" | "authorize" | undefined;
  readonly tokenizable?: boolean | "true" | "false" | undefined;
  readonly autoDebit?: boolean | "true" | "false" | undefined;
  /** Codes of gateways, 1 to 32; or the same as one text with commas. */
  readonly pgNames?: readonly string[] | string | undefined;
  readonly type?: "production" | "sandbox" | undefined;
  readonly plugin?: "e_commerce" | "payment_request" | undefined;
  readonly tags?: readonly string[] | string | undefined;
  /** Such as `["apple_pay"]`. */
  readonly paymentServices?: readonly string[] | string | undefined;
}

/** A standing agreement of Ottu's, passed on as it is; `id` names it. */
export interface Agreement {
  readonly id: string;
  readonly [name: string]:
    string | number | boolean | Readonly<Record<string, string | number | boolean>>;
}

export interface CreateSessionRequest {
  /** Decimal text in major units, such as `"12.750"`; above zero. */
  readonly amount: string;
  /** ISO 4217, such as `KWD`. */
  readonly currency: string;
  /** The shop's order: 1 to 100 letters, digits or `_.:/#-`. */
  readonly orderRef: string;
  /** Where the shopper comes back to; kept byte for byte, with `session=cs_…` behind its query. */
  readonly returnUrl?: string | undefined;
  /** For failed, canceled and expired payments; without it `returnUrl` is. */
  readonly failureUrl?: string | undefined;
  /** BCP 47, such as `ar-KW`. */
  readonly locale?: string | undefined;
  readonly customer?: CustomerInput | null | undefined;
  readonly filter?: MethodFilter | undefined;
  /** Only these gateways. */
  readonly providers?: readonly ProviderId[] | undefined;
  /** Of several that the proxy serves. */
  readonly account?: string | undefined;
  /** 60 to 604 800. */
  readonly expiresInSeconds?: number | undefined;
  /** For the shopper, 1 to 200 characters. */
  readonly description?: string | undefined;
  /** At most 50 texts of at most 500 characters, told back in the record and in events. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly paymentType?: "one_off" | "auto_debit" | "save_card" | undefined;
  readonly agreement?: Agreement | undefined;
  /** How the gateway itself tells the customer of the payment. */
  readonly notifyCustomer?: readonly ("email" | "sms")[] | undefined;
  /** Pays the same order a second time. */
  readonly allowRepeat?: boolean | undefined;
  /** The shopper sees only what `customer.id` used before, and everything where that is nothing. */
  readonly recentOnly?: boolean | undefined;
}

export interface Page {
  /** 1 to 200, default 100. */
  readonly limit?: number | undefined;
  /** What happened then or later, ISO 8601 in UTC. */
  readonly from?: string | undefined;
  /** What happened before. */
  readonly to?: string | undefined;
}

export interface SessionListQuery extends Page {
  readonly orderRef?: string | undefined;
  readonly status?: SessionStatus | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}

export interface EventListQuery extends Page {
  /** The `sequence` of the last event that is known; default 0, from the first on. */
  readonly after?: number | undefined;
}

/** Decides about a payment in review. */
export interface ResolveRequest {
  /** Its id, such as `pay_…`. */
  readonly payment: string;
  readonly as: Extract<PaymentStatus, "paid" | "failed">;
  /** Why, 1 to 500 characters. */
  readonly note: string;
}

/** What the shop delivers for: compared with what was paid, as money, however it is spelled. */
export interface Expectation {
  readonly amount: string;
  readonly currency: string;
  readonly orderRef: string;
}
