/** What the proxy answers a shop's server, and tells it by webhook. Amounts are decimal texts in major units. */
import type { FactName } from "../../contract/facts.ts";
import type {
  BrowserFeature,
  Evidence,
  MethodKind,
  PaymentStatus,
  ProviderId,
  SessionStatus,
  SessionWarningCode,
  ShopEventType,
} from "../../contract/vocabulary.ts";

export interface HistoryEntry {
  /** ISO 8601, UTC, as all times are. */
  readonly at: string;
  /** A word for what happened; more may come. */
  readonly fact: FactName;
  readonly data: Readonly<Record<string, string>>;
  /** The same as a sentence, for people. */
  readonly what: string;
  /** Who or what brought it about. */
  readonly via: string;
}

/** One order at a gateway. */
export interface PaymentRecord {
  readonly id: string;
  readonly provider: ProviderId;
  /** Last chosen for this order, such as `ottu:knet-main`. */
  readonly method: string;
  readonly status: PaymentStatus;
  readonly reason: string | null;
  /** What the shopper was or will be charged, fee included. */
  readonly amount: string;
  readonly currency: string;
  readonly fee: string;
  /** The order's reference at the gateway. */
  readonly providerRef: string | null;
  /** What the gateway's panel lists it under. */
  readonly orderNumber: string;
  /** The gateway's transaction: what a refund names. */
  readonly transactionRef: string | null;
  /** What the bank or wallet calls it, by the gateway's names; absent where none is known. */
  readonly references?: Readonly<Record<string, string>> | undefined;
  readonly discrepancy: "over" | null;
  /** What made it paid or authorized. */
  readonly evidence: Evidence | null;
  readonly test: boolean;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly history: HistoryEntry[];
}

export interface Customer {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly address?:
    | {
        readonly line1?: string | undefined;
        readonly line2?: string | undefined;
        readonly city?: string | undefined;
        readonly state?: string | undefined;
        readonly country?: string | undefined;
        readonly postalCode?: string | undefined;
      }
    | undefined;
}

export interface SessionRecord {
  /** `cs_…`: whoever knows it may pay, and see how it stands. */
  readonly id: string;
  readonly status: SessionStatus;
  readonly amount: string;
  readonly currency: string;
  readonly orderRef: string;
  readonly description: string | null;
  readonly locale: string | null;
  readonly account: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly customer: Customer | null;
  readonly returnUrl: string | null;
  readonly failureUrl: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Only of a cancel: until when a link already handed out may still take money. */
  readonly stillPayableUntil?: string | null | undefined;
  /** The proxy's pay page. */
  readonly url: string;
  readonly payments: PaymentRecord[];
}

/** What of a request was not taken as it was; never what stood in it. */
export interface SessionWarning {
  /** Its path, such as `customer.phone`. */
  readonly field: string;
  readonly code: SessionWarningCode;
  readonly message: string;
}

export interface NewSessionRecord extends SessionRecord {
  /** Absent where all of it was taken. */
  readonly warnings?: SessionWarning[] | undefined;
}

export interface SessionList {
  readonly sessions: SessionRecord[];
  /** The `after` of the next page; null at the end. */
  readonly next: string | null;
}

/** The whole session as it stood when this happened. */
export interface ShopEvent {
  readonly id: string;
  readonly type: ShopEventType;
  /** From 1 on, without a gap. */
  readonly sequence: number;
  readonly timestamp: string;
  readonly data: {
    readonly session: SessionRecord;
    /** Id of the payment this is about. */
    readonly payment: string | null;
    readonly details?: Readonly<Record<string, string>> | undefined;
  };
}

/** That the way to the shop is open, and nothing else. */
export interface TestEvent {
  readonly id: string;
  readonly type: "test.ping";
  readonly timestamp: string;
  readonly data: Readonly<Record<string, never>>;
}

export interface EventList {
  readonly events: ShopEvent[];
  /** The `after` of the next page; null where there is no later event yet. */
  readonly next: number | null;
}

/** A row of the picker. */
export interface Method {
  /** Such as `ottu:knet-main`. */
  readonly id: string;
  readonly provider: ProviderId;
  /** Good where no better language is known. */
  readonly label: string;
  /** By language. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly kind: MethodKind;
  /** Address of its mark, at the proxy. */
  readonly icon: string | null;
  /** For a dark page; absent = `icon`. */
  readonly iconDark?: string | undefined;
  readonly schemes?: { readonly name: string; readonly icon: string }[] | undefined;
  readonly recent: boolean;
  readonly test: boolean;
  /** What will be charged, once the gateway has said so. */
  readonly total?: string | undefined;
  readonly fee?: string | undefined;
  /** Of `total`; without it, that the method charges in another currency. */
  readonly currency?: string | undefined;
  readonly mayAddFee?: boolean | undefined;
  readonly currencies?: string[] | undefined;
  /** Payment services of its page, such as `apple_pay`. */
  readonly wallets?: string[] | undefined;
  /** What the shopper's browser must have. */
  readonly needs?: BrowserFeature | undefined;
  /** Path of the proxy where its own form is served. */
  readonly frame?: string | undefined;
  readonly shortForm?: boolean | undefined;
}

export interface MethodList {
  readonly methods: Method[];
  /** While one gateway's list is missing. */
  readonly partial: boolean;
}
