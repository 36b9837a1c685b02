/**
 * The shop's own books. An order becomes paid here by one of two ways only: a webhook whose
 * signature was verified, or `assertPaid`, the shop's own question to the proxy. What a browser
 * says, and where it comes back to, changes nothing.
 */
import type { SessionRecord } from "otter-checkout-proxy/client";
import type { CartLine } from "./carts.ts";
import type { Currency } from "./money.ts";

export type OrderStatus = "placed" | "confirmed" | "paid";

export interface Order {
  readonly ref: string;
  readonly sessionId: string;
  readonly amount: string;
  readonly currency: Currency;
  readonly lines: readonly CartLine[];
  /** `confirmed` is an order that is paid on delivery. */
  readonly status: OrderStatus;
}

const mostOrders = 1_000;

export class Orders {
  readonly #bySession = new Map<string, Order>();

  /** Notes what was asked to be paid; what is paid already stays as it is. */
  place(order: Omit<Order, "status">): void {
    if ((this.find(order.sessionId)?.status ?? "placed") !== "placed") return;
    this.#bySession.set(order.sessionId, { ...order, status: "placed" });
    const [oldest] = this.#bySession.keys();
    if (this.#bySession.size > mostOrders && oldest !== undefined) this.#bySession.delete(oldest);
  }

  find(sessionId: string): Order | undefined {
    return this.#bySession.get(sessionId);
  }

  /** The last session of an order. */
  findByRef(ref: string): Order | undefined {
    return [...this.#bySession.values()].findLast((order) => order.ref === ref);
  }

  /**
   * Books what the proxy vouched for. Harmless to repeat: webhooks may come twice.
   * @returns the order when this changed it
   */
  settle(session: SessionRecord): Order | undefined {
    const order = this.#bySession.get(session.id);
    const status = session.status === "paid" ? "paid" : "confirmed";
    if (session.status !== "paid" && session.status !== "authorized") return undefined;
    if (order === undefined || order.status === "paid" || order.status === status) return undefined;
    const isAsOrdered = order.amount === session.amount && order.currency === session.currency;
    if (!isAsOrdered || order.ref !== session.orderRef) return undefined;
    const settled: Order = { ...order, status };
    this.#bySession.set(order.sessionId, settled);
    return settled;
  }
}
