/** A prepay order as OTT Pay keeps it, and the book of all of them. */
import type { World } from "../../world.ts";
import { randomHex } from "../../world.ts";

export interface OttpayOrder {
  /** The merchant's number. */
  readonly prepayOrderId: string;
  readonly saleNum: string;
  readonly currency: string;
  /** Cents, as asked for. */
  readonly amount: string;
  readonly status: "PROCESSING" | "SUCCESS" | "ORDERCLOSE";
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly redirectUrl: string;
  readonly callbackUrl: string;
  readonly remarks: string | null;
  /** Every field of the INIT. */
  readonly asked: Readonly<Record<string, string>>;
  /** The link that INIT answered with. */
  readonly payinfo: string;
  /** How often a shopper was declined. */
  readonly declines: number;
  /** The last payment, and all that were made. */
  readonly payment: OttpayTransaction | null;
  readonly payments: readonly OttpayTransaction[];
  readonly notifications: readonly NotificationRecord[];
}

export interface OttpayTransaction {
  /** OTT Pay's `order_id`, which a refund names. */
  readonly orderId: string;
  /** The wallet's or the bank's number. */
  readonly bizpayOrderId: string;
  readonly wallet: string;
  /** Cents, all in all. */
  readonly amount: string;
  readonly currency: string;
  readonly fee: string;
  readonly tip: string;
  readonly paidAt: number;
  readonly refunded: string;
}

export interface NotificationRecord {
  readonly at: number;
  readonly outcome: "answered" | "timeout" | "failed";
  readonly status: number | null;
  /** Whether the merchant said what the gateway waits for. */
  readonly accepted: boolean;
}

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** The order in the book. */
export interface OrderRecord extends Omit<
  Mutable<OttpayOrder>,
  "status" | "payinfo" | "payment" | "payments" | "notifications"
> {
  /** In the link: what lets a shopper see the order. */
  readonly token: string;
  closed: boolean;
  payments: Array<Mutable<OttpayTransaction>>;
  notifications: NotificationRecord[];
}

const mostOrders = 20_000;
const mostNotifications = 50;

export class OrderBook {
  readonly #world: World;
  readonly #byId = new Map<string, OrderRecord>();
  readonly #byToken = new Map<string, OrderRecord>();
  readonly #byTransaction = new Map<string, OrderRecord>();
  readonly #saleNums = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  add(
    asked: Readonly<Record<string, string>>,
    order: Omit<
      OrderRecord,
      "token" | "asked" | "closed" | "declines" | "payments" | "notifications"
    >,
  ): OrderRecord {
    const token = randomHex(this.#world, 32);
    const record = { closed: false, declines: 0, payments: [], notifications: [] };
    const added: OrderRecord = { ...order, ...record, token, asked };
    this.#dropOldest();
    this.#byId.set(added.prepayOrderId, added);
    this.#byToken.set(token, added);
    this.#saleNums.add(added.saleNum);
    return added;
  }

  addPayment(order: OrderRecord, payment: OttpayTransaction): void {
    order.payments.push(payment);
    this.#byTransaction.set(payment.orderId, order);
  }

  hasSaleNum(saleNum: string): boolean {
    return this.#saleNums.has(saleNum);
  }

  find(prepayOrderId: string): OrderRecord | undefined {
    return this.#byId.get(prepayOrderId);
  }

  findByToken(token: string): OrderRecord | undefined {
    return this.#byToken.get(token);
  }

  findByTransaction(orderId: string): OrderRecord | undefined {
    return this.#byTransaction.get(orderId);
  }

  all(): readonly OrderRecord[] {
    return [...this.#byId.values()];
  }

  clear(): void {
    this.#byId.clear();
    this.#byToken.clear();
    this.#byTransaction.clear();
    this.#saleNums.clear();
  }

  #dropOldest(): void {
    const [oldest] = this.#byId.values();
    if (oldest === undefined || this.#byId.size < mostOrders) return;
    this.#byId.delete(oldest.prepayOrderId);
    this.#byToken.delete(oldest.token);
    this.#saleNums.delete(oldest.saleNum);
    for (const { orderId } of oldest.payments) this.#byTransaction.delete(orderId);
  }
}

/** Paid stays paid; who was not paid in time, or was closed, can be asked for no more. */
export function statusOf(order: OrderRecord, now: number): OttpayOrder["status"] {
  if (order.payments.length > 0) return "SUCCESS";
  return order.closed || now >= order.expiresAt ? "ORDERCLOSE" : "PROCESSING";
}

export function noteDelivery(order: OrderRecord, notification: NotificationRecord): void {
  order.notifications.push(notification);
  if (order.notifications.length > mostNotifications) order.notifications.shift();
}
