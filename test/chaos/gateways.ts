/** Both simulated gateways, as a scenario sees them: by the links shoppers get, and by what they told the proxy. */
import {
  startSandbox,
  type GatewayName,
  type JournalEntry,
  type Sandbox,
  type When,
} from "../../demo/sandbox/index.ts";

export interface GatewayOrder {
  readonly gateway: GatewayName;
  /** What the gateway calls it. */
  readonly id: string;
}

export class Gateways {
  readonly sandbox: Sandbox;
  readonly #orderOfToken = new Map<string, string>();
  readonly #returnAddresses = new Map<string, string>();
  /** Return addresses by exchange, until the answer tells what the order is called. */
  readonly #asked = new Map<number, string>();
  readonly #sent = new Map<number, { readonly at: number; readonly claim: string }>();
  /** By the merchant's order number: what notifications claimed that were answered 200. */
  readonly #accepted = new Map<string, Set<string>>();
  readonly #queries = new Map<string, number>();
  readonly #ended = new Set<string>();
  readonly #waiting = new Set<(entry: JournalEntry) => void>();
  #sentCount = 0;
  #answered = 0;
  #slowestMs = 0;
  readonly #refusals = new Map<string, number>();

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    sandbox.journal.onEntry((entry) => this.#note(entry));
  }

  /** @param now what time it is for them */
  static async start(now?: () => number): Promise<Gateways> {
    return new Gateways(await startSandbox({ now }));
  }

  get notificationsSent(): number {
    return this.#sentCount;
  }

  get notificationsAccepted(): number {
    return this.#answered;
  }

  /** From sending a notification to the proxy's 200. */
  get slowestAcceptanceMs(): number {
    return this.#slowestMs;
  }

  /** How often notifications were answered otherwise, by status; `none` = the connection broke. */
  get refusals(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refusals);
  }

  /** How often OTT Pay was asked about an order. */
  queriesFor({ id }: GatewayOrder): number {
    return this.#queries.get(id) ?? 0;
  }

  /** The different things that were said of an order and answered 200. */
  claimsAccepted(orderNumber: string): number {
    return this.#accepted.get(orderNumber)?.size ?? 0;
  }

  /** The order that a link leads to. */
  orderAt(link: string): GatewayOrder {
    const url = new URL(link);
    if (url.pathname === "/cashier") {
      const id = this.#orderOfToken.get(url.searchParams.get("token") ?? "");
      if (id === undefined) throw new Error("OTT Pay never gave out this link");
      return { gateway: "ottpay", id };
    }
    const id = url.searchParams.get("session_id") ?? url.pathname.split("/").at(-1) ?? "";
    return { gateway: "ottu", id };
  }

  /** `providerRef` in the ledger: Ottu's older API knows an order by the merchant's number alone. */
  referenceOf({ gateway, id }: GatewayOrder): string {
    const session = gateway === "ottu" ? this.#atOttu(id) : undefined;
    return session === undefined || session.flow === "checkout" ? id : (session.orderNo ?? id);
  }

  /** Where the gateway sends the shopper's browser. */
  returnAddress({ id }: GatewayOrder): string {
    const address = this.#returnAddresses.get(id) ?? this.#atOttu(id)?.redirectUrl;
    if (address == null) throw new Error("the gateway has no such order");
    return address;
  }

  /** Resolves when the proxy was told, as far as it is told now. */
  async pay({ gateway, id }: GatewayOrder, when: When): Promise<void> {
    this.#ended.add(id);
    if (gateway === "ottpay") await this.sandbox.ottpay.pay(id, { callback: when });
    else await this.sandbox.ottu.pay(id, { webhook: when });
  }

  /** The shopper is told no, and may try again. */
  async decline({ gateway, id }: GatewayOrder): Promise<void> {
    if (gateway === "ottpay") this.sandbox.ottpay.decline(id);
    else await this.sandbox.ottu.decline(id, { webhook: "now" });
  }

  /** False once a payment ended it; orders of a scenario do not live long enough to expire. */
  isOpen({ id }: GatewayOrder): boolean {
    return !this.#ended.has(id);
  }

  /** Resolves with the next entry that fits. */
  next(fits: (entry: JournalEntry) => boolean): Promise<JournalEntry> {
    return new Promise((resolve) => {
      const look = (entry: JournalEntry) => {
        if (!fits(entry)) return;
        this.#waiting.delete(look);
        resolve(entry);
      };
      this.#waiting.add(look);
    });
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
  }

  #atOttu(id: string) {
    return this.sandbox.ottu.orders().find(({ sessionId }) => sessionId === id);
  }

  #note(entry: JournalEntry): void {
    if (entry.call === "PREPAY_INIT" || entry.call === "pymt-txn:create") this.#noteOrder(entry);
    if (entry.call === "PREPAY_QUERY" && entry.kind === "request") {
      const id = entry.orderId ?? "";
      this.#queries.set(id, (this.#queries.get(id) ?? 0) + 1);
    }
    if (entry.call === "callback" || entry.call === "webhook") this.#noteNotification(entry);
    for (const look of this.#waiting) look(entry);
  }

  #noteOrder({ opened, exchange, orderId, gateway, kind }: JournalEntry): void {
    const fields = (opened ?? {}) as Readonly<Record<string, unknown>>;
    const text = (name: string) => {
      const value = fields[name];
      return typeof value === "string" ? value : null;
    };
    if (kind === "request") {
      this.#asked.set(exchange, text("redirect_url") ?? "");
      return;
    }
    const id = gateway === "ottpay" ? orderId : text("session_id");
    if (id !== null) this.#returnAddresses.set(id, this.#asked.get(exchange) ?? "");
    this.#asked.delete(exchange);
    const link = text("payinfo");
    const token = link === null ? null : new URL(link).searchParams.get("token");
    if (token !== null && orderId !== null) this.#orderOfToken.set(token, orderId);
  }

  #noteNotification(entry: JournalEntry): void {
    const { exchange, kind, status, opened, orderId } = entry;
    if (kind === "request") {
      const { state } = (opened ?? {}) as { readonly state?: string };
      this.#sentCount += 1;
      this.#sent.set(exchange, { at: performance.now(), claim: state ?? "paid" });
      return;
    }
    const sent = this.#sent.get(exchange);
    this.#sent.delete(exchange);
    if (status !== 200 || sent === undefined) {
      const told = String(status ?? "none");
      this.#refusals.set(told, (this.#refusals.get(told) ?? 0) + 1);
      return;
    }
    this.#answered += 1;
    this.#slowestMs = Math.max(this.#slowestMs, performance.now() - sent.at);
    const claims = this.#accepted.get(orderId ?? "") ?? new Set();
    this.#accepted.set(orderId ?? "", claims.add(sent.claim));
  }
}
