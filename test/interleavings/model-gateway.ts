/**
 * A gateway, seen from its own side: it keeps orders, takes money and says how things stand. Its
 * answers may be slow, get lost on the way or contradict what it said before; what it did stays
 * done, whoever heard of it. Two gateways are made of this one, unlike in what they promise.
 */
import { createHash } from "node:crypto";
import type { ProviderId } from "../../contract/vocabulary.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { CheckoutError, GatewayError } from "../../server/platform/errors.ts";
import { emptyReport } from "../../server/providers/provider.ts";
import type {
  GatewayOrder,
  GatewayReport,
  GatewayState,
  KnownOrder,
  OrderRequest,
  PaymentProvider,
  VerifiedNotification,
} from "../../server/providers/provider.ts";
import type { Chance } from "./chance.ts";
import { endedStates, isPayable, stateOf, wordOf, type ModelOrder } from "./model-order.ts";
import { Life, never, type VirtualTime } from "./virtual-time.ts";

export type CallName = "create" | "query" | "close" | "methods";

/**
 * `stalled`: done, and the process that asked stalls · `slow`: done, the answer takes 5 s · `broken`: done, the connection breaks · `lost`: done, nothing comes back · `late`: done when
 * nobody waits any more · `ignored`: not done, nothing comes back · `reset`: not done, the
 * connection breaks · `unreachable`: certainly not done · `refused`: the gateway says no.
 */
export const faultKinds = [
  "stalled",
  "slow",
  "broken",
  "lost",
  "late",
  "ignored",
  "reset",
  "unreachable",
  "refused",
] as const;
export type FaultKind = (typeof faultKinds)[number];

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

export interface Message {
  readonly order: ModelOrder;
  readonly content: Omit<VerifiedNotification, "fingerprint" | "facts">;
}

/** The caller's own limit for one call. */
const patienceMs = 10_000;
const slowMs = 5_000;
/** Past the lease of a start. */
const stallMs = 40_000;
const seal = "genuine";

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
  /** Every question about an order that was sent to this gateway, whatever became of it. */
  readonly calls: { readonly name: CallName; readonly number: string; readonly at: number }[] = [];
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly #clock: Clock;
  #faults: { readonly call: CallName; readonly kind: FaultKind }[] = [];
  #downUntil = 0;
  #references = 0;

  constructor(id: ProviderId, time: VirtualTime, chance: Chance) {
    this.id = id;
    this.time = time;
    this.chance = chance;
    this.#clock = time.clockOf(new Life());
  }

  /** The order that a link leads to. */
  orderAt(link: string): ModelOrder {
    const ref = new URL(link).pathname.split("/").at(-1);
    const order = this.orders.find((candidate) => candidate.ref === ref);
    if (order === undefined) throw new Error("a link leads to an order");
    return order;
  }

  /** This gateway as one process of ours sees it. */
  abstract asProvider(life: Life): PaymentProvider;
  protected abstract paidReport(order: ModelOrder, kind: PayKind, ref: string): GatewayReport;
  /** What it says of an end: not every gateway says why. */
  protected abstract endState(state: "failed" | "canceled" | "expired"): GatewayState;
  protected abstract tells(state: GatewayState): boolean;
  protected abstract messageOf(
    order: ModelOrder,
    report: GatewayReport,
    kind: PayKind,
  ): Message["content"];

  fault(call: CallName, kind: FaultKind): void {
    this.#faults.push({ call, kind });
  }

  downFor(ms: number): void {
    this.#downUntil = this.time.now() + ms;
  }

  recover(): void {
    this.#faults = [];
    this.#downUntil = 0;
  }

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

  protected create(request: OrderRequest): GatewayOrder {
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
    return this.toAnswer(order);
  }

  protected abstract toAnswer(order: ModelOrder): GatewayOrder;

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

  protected call<Result>(
    life: Life,
    name: CallName,
    signal: AbortSignal,
    work: () => Result,
    about?: KnownOrder,
  ): Promise<Result> {
    if (about !== undefined && life.isAlive) {
      this.calls.push({ name, number: about.orderNumber, at: this.time.now() });
    }
    const fault = this.#takeFault(name);
    if (fault === "stalled") this.time.stall(life, stallMs);
    return life.hear(this.#exchange(fault, signal, work));
  }

  async #exchange<Result>(
    fault: FaultKind | undefined,
    signal: AbortSignal,
    work: () => Result,
  ): Promise<Result> {
    const latency = this.#latency();
    switch (fault) {
      case "unreachable":
        throw new GatewayError("unreachable", "no route", { outcome: "none" });
      case "refused":
        throw new GatewayError("refused", "no", { outcome: "none" });
      case "reset":
        throw new GatewayError("interrupted", "reset", { outcome: "unknown" });
      case "broken":
        work();
        throw new GatewayError("interrupted", "reset", { outcome: "unknown" });
      case "slow": {
        const done = Promise.resolve().then(work);
        done.catch(() => undefined);
        return this.#withPatience(
          this.#clock.wait(slowMs).then(() => done),
          signal,
        );
      }
      case "ignored":
        return this.#withPatience(never, signal);
      case "lost":
        work();
        return this.#withPatience(never, signal);
      case "late":
        void this.#clock.wait(patienceMs + 5_000).then(() => this.#quietly(work));
        return this.#withPatience(never, signal);
      case "stalled":
      case undefined: {
        const before = this.chance.is(0.5) ? 0 : latency;
        const done = this.#clock.wait(before).then(work);
        const heard = done.then((result) => this.#clock.wait(latency - before).then(() => result));
        heard.catch(() => undefined);
        return this.#withPatience(heard, signal);
      }
    }
  }

  #quietly(work: () => unknown): void {
    try {
      work();
    } catch {
      // Nobody waits for this answer any more.
    }
  }

  async #withPatience<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
    const waiting = new AbortController();
    let isAnswered = false;
    const stopWaiting = () => waiting.abort("over");
    const gaveUp = this.#clock.wait(patienceMs, waiting.signal).then((): Promise<never> => {
      if (isAnswered) return never;
      throw new GatewayError("timeout", "no answer", { outcome: "unknown" });
    });
    if (signal.aborted) stopWaiting();
    else signal.addEventListener("abort", stopWaiting, { once: true, signal: waiting.signal });
    try {
      return await Promise.race([answer, gaveUp]);
    } finally {
      isAnswered = true;
      stopWaiting();
    }
  }

  #takeFault(name: CallName): FaultKind | undefined {
    if (this.time.now() < this.#downUntil) {
      return this.chance.oneOf(["unreachable", "reset", "ignored"]);
    }
    const index = this.#faults.findIndex((fault) => fault.call === name);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0]?.kind;
  }

  #latency(): number {
    const draw = this.chance.next();
    if (draw < 0.5) return 0;
    if (draw < 0.75) return this.chance.below(300);
    if (draw < 0.9) return 500 + this.chance.below(2_500);
    return draw < 0.97 ? 3_000 + this.chance.below(4_000) : 9_000 + this.chance.below(2_000);
  }
}

/** A message as it comes in; with any other seal it is a forgery. */
export function toBody(content: Message["content"], sealedBy: string = seal): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ seal: sealedBy, content }));
}

/** @throws CheckoutError `notification_unverified` */
export function openBody(body: Uint8Array): VerifiedNotification {
  const text = new TextDecoder().decode(body);
  const message = JSON.parse(text) as { seal: string; content: Message["content"] };
  if (message.seal !== seal) {
    throw new CheckoutError("notification_unverified", "the seal is not ours");
  }
  const fingerprint = createHash("sha256").update(text).digest("hex");
  return { ...message.content, fingerprint, facts: {} };
}
