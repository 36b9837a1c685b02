/**
 * The events of `<otter-checkout>`. All bubble and cross shadow roots; what they say is in `detail`.
 * None carries personal data, and none is evidence of payment: that is the shop's server's to ask.
 */
import type {
  ErrorCode,
  PaymentStatus,
  SessionStatus,
  WidgetEventName,
} from "../contract/vocabulary.ts";
import type { OtterOutdatedEvent } from "./outdated-event.ts";
import type { PaymentMethod } from "./public-types.ts";

export interface ReadyDetail {
  methods: readonly PaymentMethod[];
  /** Empty in a preview without amount. */
  amount: string;
  currency: string;
  /** True while one gateway's methods are missing. */
  partial: boolean;
}

export interface ChangeDetail {
  method: string;
}

export interface SubmitDetail {
  method: string;
  /** Undefined until `createSession` has made one. */
  session: string | undefined;
}

export interface RedirectDetail {
  url: string;
  session: string;
  method: string;
  paymentId: string;
  /** What will be charged, fee included. */
  amount: string;
  currency: string;
  fee: string;
}

export interface ErrorDetail {
  code: ErrorCode;
  /** For the developer, in English; the shopper reads a sentence in their own language. */
  message: string;
  requestId: string | undefined;
  retryable: boolean;
  /** True when no picker is left to use. */
  fatal: boolean;
}

export interface SettledDetail {
  session: string;
  status: Exclude<SessionStatus, "open" | "pending">;
  amount: string;
  currency: string;
  last: { method: string; status: PaymentStatus } | undefined;
}

class OtterEvent<T> extends CustomEvent<T> {
  constructor(name: WidgetEventName, detail: T, cancelable = false) {
    super(name, { bubbles: true, composed: true, cancelable, detail });
  }
}

/** The picker can be used. */
export class OtterReadyEvent extends OtterEvent<ReadyDetail> {
  constructor(detail: ReadyDetail) {
    super("otter-ready", detail);
  }
}

/** The shopper chose a method. Not fired when `value` is set by code. */
export class OtterChangeEvent extends OtterEvent<ChangeDetail> {
  constructor(detail: ChangeDetail) {
    super("otter-change", detail);
  }
}

/** A payment is about to be started. Prevent it, and nothing is sent. */
export class OtterSubmitEvent extends OtterEvent<SubmitDetail> {
  constructor(detail: SubmitDetail) {
    super("otter-submit", detail, true);
  }
}

/** The page is about to leave for the gateway. Prevent it, and go there yourself. */
export class OtterRedirectEvent extends OtterEvent<RedirectDetail> {
  constructor(detail: RedirectDetail) {
    super("otter-redirect", detail, true);
  }
}

/** Something went wrong; the shopper has been told. */
export class OtterErrorEvent extends OtterEvent<ErrorDetail> {
  constructor(detail: ErrorDetail) {
    super("otter-error", detail);
  }
}

/** The session has come to an outcome. Once for each, also when it was there from the start. */
export class OtterSettledEvent extends OtterEvent<SettledDetail> {
  constructor(detail: SettledDetail) {
    super("otter-settled", detail);
  }
}

export interface OtterCheckoutEventMap {
  "otter-ready": OtterReadyEvent;
  "otter-change": OtterChangeEvent;
  "otter-submit": OtterSubmitEvent;
  "otter-redirect": OtterRedirectEvent;
  "otter-error": OtterErrorEvent;
  "otter-settled": OtterSettledEvent;
  "otter-outdated": OtterOutdatedEvent;
}
