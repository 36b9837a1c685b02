/** What the OTT Pay simulator knows: its merchant, its orders, how it writes. */
import type { Credentials } from "../../credentials.ts";
import type { Engine } from "../../engine.ts";
import { SandboxError } from "../../errors.ts";
import { ChargeBook } from "./charge.ts";
import type { OttpayCharge } from "./charge.ts";
import type { Dialect } from "./dialect.ts";
import { usualDialect } from "./dialect.ts";
import { OrderBook, statusOf } from "./order.ts";
import type { OrderRecord, OttpayOrder } from "./order.ts";

/** What an answer says instead of what it would have said. */
export interface ChangedAnswer {
  /** Outside the seal. */
  readonly resultCode?: string;
  /** Inside the seal; null leaves a field out. */
  readonly fields?: Readonly<Record<string, string | null>>;
}

const mostRefunds = 10_000;

export class OttpayGateway {
  readonly engine: Engine;
  readonly merchant: Credentials["ottpay"];
  readonly book: OrderBook;
  readonly charges: ChargeBook;
  /** What becomes of any card from now on, whatever its number says. */
  cardWish: Partial<Pick<OttpayCharge, "outcome" | "fee" | "taken">> = {};
  /** By action: what its answers say from now on. */
  readonly answers = new Map<string, ChangedAnswer>();
  readonly #refundIds = new Set<string>();
  dialect: Dialect = usualDialect;

  constructor(engine: Engine, merchant: Credentials["ottpay"]) {
    this.engine = engine;
    this.merchant = merchant;
    this.book = new OrderBook(engine.world);
    this.charges = new ChargeBook(engine.world);
  }

  linkOf(order: OrderRecord): string {
    return `${this.engine.origin}/cashier?token=${order.token}&lang=en`;
  }

  /** False when a refund of this number was made before. */
  claimRefund(id: string): boolean {
    if (this.#refundIds.has(id)) return false;
    this.#refundIds.add(id);
    if (this.#refundIds.size > mostRefunds) this.#refundIds.delete([...this.#refundIds][0] ?? "");
    return true;
  }

  describe(order: OrderRecord): OttpayOrder {
    const { token: _token, closed: _closed, ...told } = order;
    return structuredClone({
      ...told,
      status: statusOf(order, this.engine.world.now()),
      payinfo: this.linkOf(order),
      payment: order.payments.at(-1) ?? null,
    });
  }

  /** @throws SandboxError `unknown_order` */
  require(prepayOrderId: string): OrderRecord {
    const order = this.book.find(prepayOrderId);
    if (order !== undefined) return order;
    throw new SandboxError("unknown_order", `OTT Pay has no order ${prepayOrderId}`);
  }

  reset(): void {
    this.book.clear();
    this.charges.clear();
    this.cardWish = {};
    this.answers.clear();
    this.#refundIds.clear();
    this.dialect = usualDialect;
  }
}
