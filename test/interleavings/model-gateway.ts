/**
 * A gateway, seen from its own side: it keeps orders, takes money and says how things stand. It
 * may contradict what it said before. Two gateways are made of this one, unlike in what they promise.
 */
import type { ProviderId } from "../../contract/vocabulary.ts";
import type {
  GatewayOrder,
  GatewayReport,
  GatewayState,
  OrderRequest,
  PaymentProvider,
} from "../../server/providers/provider.ts";
import { emptyReport } from "../../server/providers/provider.ts";
import type { Chance } from "./chance.ts";
import { ModelLine } from "./model-line.ts";
import type { Message } from "./model-message.ts";
import { endedStates, isPayable, stateOf, wordOf, type ModelOrder } from "./model-order.ts";
import type { Caller, VirtualTime } from "./virtual-time.ts";

/** Kinds of money; the last four are not what the order asked for. */
export const payKinds = [
  "full",
  "fee",
  "silent fee",
  "short",
  "currency",
  "unclear",
  "test",
] as const;
export type PayKind = (typeof payKinds)[number];

export const moveKinds = [
  "authorize",
  "cash",
  "capture",
  "void",
  "drop",
  "decline",
  "fail",
  "cancel",
  "late",
  "again",
  "refund",
  "complete",
] as const;
export type MoveKind = (typeof moveKinds)[number];

export abstract class ModelGateway {
  readonly id: ProviderId;
  readonly orders: ModelOrder[] = [];
  /** What it would tell us, oldest first; whether and how often that arrives is not its business. */
  readonly messages: Message[] = [];
  /** Every answer to a query that left this gateway. */
  readonly said: {
    readonly order: ModelOrder;
    readonly at: number;
    readonly state: GatewayState;
  }[] = [];
  /** Where everything we ask comes in. */
  readonly line: ModelLine;
  readonly chance: Chance;
  readonly time: VirtualTime;
  #references = 0;

  constructor(id: ProviderId, time: VirtualTime, chance: Chance) {
    this.id = id;
    this.time = time;
    this.chance = chance;
    this.line = new ModelLine(time, chance);
  }

  /** The order that a link leads to. */
  orderAt(link: string): ModelOrder {
    const ref = new URL(link).pathname.split("/").at(-1);
    const order = this.orders.find((candidate) => candidate.ref === ref);
    if (order === undefined) throw new Error("a link leads to an order");
    return order;
  }

  /** This gateway as one process of ours sees it. */
  abstract asProvider(caller: Caller): PaymentProvider;
  protected abstract paidReport(order: ModelOrder, kind: PayKind, ref: string): GatewayReport;
  /** What it says of an end: not every gateway says why. */
  protected abstract endState(state: "failed" | "canceled" | "expired"): GatewayState;
  protected abstract tells(state: GatewayState): boolean;
  protected abstract messageOf(
    order: ModelOrder,
    report: GatewayReport,
    kind: PayKind,
  ): Message["content"];

  // --- what happens at the gateway ------------------------------------------------------------

  pay(order: ModelOrder, kind: PayKind, lagMs: number): boolean {
    if (!isPayable(order, this.time.now())) return false;
    this.#take(order, kind, lagMs);
    return true;
  }

  move(order: ModelOrder, kind: MoveKind, payKind: PayKind, lagMs: number): boolean {
    const payable = isPayable(order, this.time.now());
    const state = stateOf(order);
    switch (kind) {
      case "authorize":
      case "cash":
        if (!payable || this.id !== "ottu") return false;
        this.#reserve(order, kind === "cash" ? "cash_on_delivery" : "authorized", payKind, lagMs);
        return true;
      case "capture":
        if (state !== "authorized" && state !== "cash_on_delivery") return false;
        this.#take(order, payKind, lagMs);
        return true;
      case "void":
      case "drop":
        if (state !== "authorized" && state !== "cash_on_delivery") return false;
        this.#say(order, this.plainReport(order, kind === "void" ? "canceled" : "failed"), lagMs);
        return true;
      case "decline":
        if (!payable || this.id !== "ottu") return false;
        this.#say(order, this.plainReport(order, "attempted"), lagMs);
        return true;
      case "fail":
      case "cancel":
        if (!payable) return false;
        this.#say(
          order,
          this.plainReport(order, this.endState(kind === "fail" ? "failed" : "canceled")),
          lagMs,
        );
        return true;
      case "late":
        if (!endedStates.has(state) || order.money.length > 0) return false;
        this.#take(order, payKind, lagMs);
        return true;
      case "again":
        if (state !== "paid") return false;
        this.#take(order, "full", lagMs);
        return true;
      case "complete":
        if (state !== "paid") return false;
        this.#complete(order, lagMs);
        return true;
      case "refund":
        if (state !== "paid") return false;
        this.#say(order, { ...wordOf(order, Infinity), state: "refunded" }, lagMs);
        return true;
    }
  }

  #take(order: ModelOrder, kind: PayKind, lagMs: number): void {
    const transactionRef = this.newReference("t");
    const fits = kind === "full" || kind === "fee" || kind === "silent fee";
    order.money.push({ at: this.time.now(), transactionRef, stage: "paid", fits });
    this.#say(order, this.#paidReport(order, kind, transactionRef), lagMs, kind);
  }

  /** What was short of the order's last money comes, as part of the same transaction. */
  #complete(order: ModelOrder, lagMs: number): void {
    const last = order.money.at(-1);
    if (last === undefined || last.fits) return;
    order.money.push({ ...last, at: this.time.now(), fits: true });
    this.#say(order, this.#paidReport(order, "full", last.transactionRef), lagMs);
  }

  #paidReport(order: ModelOrder, kind: PayKind, transactionRef: string): GatewayReport {
    return { ...this.paidReport(order, kind, transactionRef), test: kind === "test" };
  }

  #reserve(
    order: ModelOrder,
    state: "authorized" | "cash_on_delivery",
    kind: PayKind,
    lagMs: number,
  ): void {
    const transactionRef = this.newReference("t");
    const fits = kind === "full" || kind === "fee" || kind === "silent fee";
    order.money.push({ at: this.time.now(), transactionRef, stage: "authorized", fits });
    const report = this.#paidReport(order, kind, transactionRef);
    const amount = kind === "short" ? "0.01" : report.amount;
    this.#say(order, { ...report, amount, state }, lagMs, kind);
  }

  #say(order: ModelOrder, report: GatewayReport, lagMs: number, kind: PayKind = "full"): void {
    const now = this.time.now();
    const after = order.words.at(-1)?.visibleAt ?? now;
    order.words.push({ at: now, visibleAt: Math.max(after, now + lagMs), report });
    if (this.tells(report.state)) {
      this.messages.push({ order, content: this.messageOf(order, report, kind) });
    }
  }

  protected plainReport(order: ModelOrder, state: GatewayState): GatewayReport {
    const { amount, currency, number: orderNumber } = order;
    return { ...emptyReport(state), amount, currency, orderNumber };
  }

  protected newReference(prefix: string): string {
    this.#references += 1;
    return `${prefix}-${this.id}-${this.#references}`;
  }

  // --- what we ask of it ----------------------------------------------------------------------

  protected create(request: OrderRequest, { clock }: Caller): GatewayOrder {
    const now = this.time.now();
    const endsAt = now + request.expiresInSeconds * 1000 + this.chance.below(25_000);
    const order: ModelOrder = {
      number: request.orderNumber,
      ref: this.newReference("o"),
      notifyToken: request.notifyUrl.split("/").at(-1) ?? "",
      returnToken: request.returnUrl.split("/").at(-1) ?? "",
      amount: request.amount,
      currency: request.currency,
      codes: request.codes,
      toldSeconds: request.expiresInSeconds,
      endsAt,
      saysEndedAt: this.chance.is(0.7) ? endsAt + this.chance.below(40_000) : null,
      words: [],
      money: [],
    };
    order.words.push({ at: now, visibleAt: now, report: this.plainReport(order, "open") });
    this.orders.push(order);
    return this.toAnswer(order, clock.now());
  }

  /** @param now by the clock of who asked: a gateway says how long an order lives, not until when */
  protected abstract toAnswer(order: ModelOrder, now: number): GatewayOrder;

  protected query(order: ModelOrder): GatewayReport {
    const now = this.time.now();
    const state = stateOf(order);
    const isOpen = state === "open" || state === "attempted";
    if (isOpen && order.saysEndedAt !== null && now >= order.saysEndedAt) {
      this.#say(order, this.plainReport(order, this.endState("expired")), 0);
    }
    const report = wordOf(order, now);
    this.said.push({ order, at: now, state: report.state });
    return report;
  }

  protected expire(order: ModelOrder): boolean {
    if (!isPayable(order, this.time.now())) return false;
    this.#say(order, this.plainReport(order, "expired"), 0);
    return true;
  }
}
