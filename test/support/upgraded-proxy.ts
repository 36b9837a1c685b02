/**
 * The proxy as it is, begun on the ledger `before-facts`: as an operator does who replaces the
 * version before, with both gateways where they were.
 */
import { startSandbox, type JournalEntry, type Sandbox } from "../../demo/sandbox/index.ts";
import type { SessionRecord, ShopEvent } from "../../contract/contract.ts";
import { oldRows, writeLedger, type OldPayment } from "./ledgers/before-facts.ts";
import { remakeOrders } from "./ledgers/remade-orders.ts";
import type { EmptyDatabase } from "./empty-databases.ts";
import { MovedClock } from "./moved-clock.ts";
import { asShop, runProxy, type RunningProxy } from "./running-proxy.ts";

/** The credentials that the messages of the time were signed with. */
const seed = "the version before";
const env = {
  OTTPAY_CURRENCIES: "CAD,USD",
  OTTPAY_CARD: "purchase",
  TRUST_PROXY: "1",
  RATE_LIMIT_PER_MINUTE: "1000000",
};

export interface StoredEntry {
  readonly order_ref: string;
  readonly payment_id: string;
  readonly what: string;
  readonly fact: string | null;
  readonly data: string | null;
}

export class UpgradedProxy {
  readonly running: RunningProxy;
  readonly sandbox: Sandbox;
  readonly clock: MovedClock;
  readonly database: EmptyDatabase;
  readonly #answers: JournalEntry[] = [];

  private constructor(running: RunningProxy, clock: MovedClock, database: EmptyDatabase) {
    this.running = running;
    this.sandbox = running.sandbox;
    this.clock = clock;
    this.database = database;
    running.sandbox.journal.onEntry((entry) => {
      if (entry.kind === "answer") this.#answers.push(entry);
    });
  }

  /** @param workers without them only requests are served */
  static async start(database: EmptyDatabase, workers: boolean): Promise<UpgradedProxy> {
    const clock = new MovedClock(oldRows.payments[0]?.created_at);
    const sandbox = await startSandbox({ seed, now: () => clock.now() });
    const running = await runProxy({ sandbox, workers, env, options: { world: { clock } } });
    await writeLedger(database.tables, await remakeOrders(running, clock));
    const upgraded = new UpgradedProxy(running, clock, database);
    await running.restart({ DATABASE_URL: database.url });
    return upgraded;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.sandbox.close();
    await this.database.remove();
  }

  /** The first payment of an order, as it was left. */
  left(orderRef: string): OldPayment {
    const row = oldRows.payments.find(({ order_ref }) => order_ref === orderRef);
    if (row === undefined) throw new Error(`no payment of ${orderRef}`);
    return row;
  }

  session(orderRef: string): Promise<SessionRecord> {
    return this.running.client.getSession(this.left(orderRef).session_id);
  }

  /** The same payment, as it is. */
  async payment(orderRef: string) {
    const { payments } = await this.session(orderRef);
    const found = payments.find(({ id }) => id === this.left(orderRef).id);
    if (found === undefined) throw new Error(`no payment of ${orderRef}`);
    return found;
  }

  /** Every event, or those about one order. */
  async events(orderRef?: string): Promise<readonly ShopEvent[]> {
    const { json } = await this.running.get("/v1/events?limit=500", asShop);
    const { events } = json as { events: readonly ShopEvent[] };
    return events.filter(
      ({ data }) => (orderRef ?? data.session.orderRef) === data.session.orderRef,
    );
  }

  /** The history as it is stored, in the order it was written for each order. */
  async stored(orderRef: string): Promise<readonly StoredEntry[]> {
    const rows = await this.database.tables
      .selectFrom("history")
      .selectAll()
      .where("order_ref", "=", orderRef)
      .orderBy("position")
      .execute();
    return rows as unknown as StoredEntry[];
  }

  /** What an instance of the version before writes: the columns it knows. */
  async writeAsBefore(orderRef: string, what: string, via = "reconciler"): Promise<void> {
    const { length: position } = await this.stored(orderRef);
    const payment_id = this.left(orderRef).id;
    const row = { order_ref: orderRef, position, payment_id, at: this.clock.now(), what, via };
    await this.database.tables.insertInto("history").values(row).execute();
  }

  /** Takes a row out of an order's history. */
  async forget(orderRef: string, what: string): Promise<void> {
    await this.database.tables
      .deleteFrom("history")
      .where("order_ref", "=", orderRef)
      .where("what", "=", what)
      .execute();
  }

  /** A message of Ottu's that names an order as `ref`, which its first signature leaves out. */
  async hearFromOttu(orderRef: string, ref: string, change: object = {}): Promise<number> {
    const { notify_token, order_number: order_no } = this.left(orderRef);
    const fields = {
      ...{ amount: "12.750", currency_code: "KWD", order_no, reference_number: "ref-1" },
      ...{ result: "success", state: "paid" },
      ...change,
    };
    const signature = this.sandbox.ottu.sign(fields, "v1");
    const body = { ...fields, session_id: ref, signature };
    return (await this.running.post(`/v1/notifications/ottu/${notify_token}`, body)).status;
  }

  /** A shopper comes back, which asks the gateway wherever that may be asked. */
  async comeBack(orderRef: string): Promise<void> {
    await this.running.get(`/v1/return/${this.left(orderRef).return_token}`);
  }

  /** What Ottu answered to a call about an order, each time since this version runs. */
  statuses(call: string, orderRef: string): readonly (number | null)[] {
    const { order_number } = this.left(orderRef);
    return this.#answers
      .filter((entry) => entry.call === call && entry.orderId === order_number)
      .map(({ status }) => status);
  }

  /** Lets time pass, and the network have its turns, until it holds. */
  async passTimeUntil(holds: () => Promise<boolean>): Promise<void> {
    const end = this.clock.now() + 2 * 3_600_000;
    while (!(await holds())) {
      if (this.clock.now() > end) throw new Error("two hours have passed, and it does not hold");
      this.clock.move(15_000);
    }
  }
}
