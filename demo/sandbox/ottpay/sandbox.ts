/** The controls of the OTT Pay simulator: what a shopper, or OTT Pay itself, would do. */
import type { OttpayNotice } from "./api/callback.ts";
import type { Envelope, Fields } from "./api/envelope.ts";
import type { OttpayPayment } from "./api/pay.ts";
import type { ChargeOutcome, OttpayCharge } from "./model/charge.ts";
import type { Dialect } from "./model/dialect.ts";
import type { ChangedAnswer } from "./model/gateway.ts";
import type { OttpayOrder } from "./model/order.ts";

export interface OttpayCardWish {
  readonly outcome?: ChargeOutcome;
  /** Cents on top of what was asked for. */
  readonly fee?: string;
  /** Cents that are taken, where that is neither what was asked for nor that plus the fee. */
  readonly taken?: string;
}

export interface OttpaySandbox {
  /** What OTTPAY_URL is set to. */
  readonly url: string;
  readonly origin: string;
  readonly merchantId: string;
  readonly shopId: string;
  readonly operatorId: string;
  readonly signKey: string;
  orders(): readonly OttpayOrder[];
  /** Cards that were charged or authorized, and those that were declined. */
  charges(): readonly OttpayCharge[];
  /** What becomes of every card from now on, whatever its number says; nothing named = by its number. */
  setCards(wish: OttpayCardWish): void;
  /** Decides about a charge that was made, by the merchant's number. */
  decideCharge(orderId: string, outcome: ChargeOutcome): void;
  /** What the answers to an action say from now on, where it goes well; nothing = what they would. */
  setAnswer(action: string, change?: ChangedAnswer): void;
  /** How often a call arrived, answered or not; of all calls without an action. */
  calls(action?: string): number;
  allCalls(): Readonly<Record<string, number>>;
  /** Pays an order whatever its state: gateways do take money for what they called closed. */
  pay(prepayOrderId: string, options?: OttpayPayment): Promise<void>;
  /** The shopper's wallet says no; the order stays open. */
  decline(prepayOrderId: string): void;
  /** The order is closed by OTT Pay before its time. */
  close(prepayOrderId: string): void;
  /** The order's time is over now. */
  expire(prepayOrderId: string): void;
  /**
   * Sends a call-back that says "paid", whether it is or not, and whether one was sent before.
   * Answers with the merchant's HTTP status, null where none came.
   */
  notify(prepayOrderId: string, options?: OttpayNotice): Promise<number | null>;
  /** Seals as OTT Pay does, with this sandbox's key unless told. */
  seal(fields: Fields, signKey?: string): Envelope;
  /** How messages are written from now on; what is not named stays. */
  setDialect(dialect: Partial<Dialect>): void;
}
