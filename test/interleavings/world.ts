/**
 * Everything one run is made of: a real ledger, two processes of ours that serve and reconcile over
 * it, two gateways, a shop, shoppers with the links they were given, and the time they share.
 */
import { CheckoutError } from "../../server/platform/errors.ts";
import type { Flows } from "../../server/flows.ts";
import type { Ledger, Payment, Session } from "../../server/ledger/ledger.ts";
import type { Link, Request } from "./asked.ts";
import { NoChance, SeededChance, type Chance } from "./chance.ts";
import { KnownTime } from "./known-time.ts";
import type { ModelGateway } from "./model-gateway.ts";
import type { Message } from "./model-message.ts";
import type { ModelOrder } from "./model-order.ts";
import { ModelOttpay } from "./model-ottpay.ts";
import { ModelOttu } from "./model-ottu.ts";
import { Books } from "./observed-ledger.ts";
import { shop, startProcess, type Process } from "./process.ts";
import { shopDecision, type ShopDecision } from "./shop-decisions.ts";
import { VirtualTime, type Life } from "./virtual-time.ts";
import { WallClock } from "./wall-clock.ts";

export const returnUrl = `${shop}/thanks`;
export const failureUrl = `${shop}/failed`;

export interface WorldOptions {
  /** Undefined for a world without chance, where everything goes as well as it can. */
  readonly seed?: number;
  /** Processes of one machine share its clock. */
  readonly machines?: 1 | 2;
}

export class World {
  readonly time = new VirtualTime();
  readonly chance: Chance;
  readonly #tokens: SeededChance;
  /** The gateways of the model have none. */
  readonly ledger: Ledger;
  readonly knownTime = new KnownTime(this.time);
  readonly books = new Books(this.time, this.knownTime);
  readonly ottpay: ModelOttpay;
  readonly ottu: ModelOttu;
  /** Ids of sessions the shop made, oldest first. */
  readonly sessions: string[] = [];
  readonly links: Link[] = [];
  readonly processes: Process[];
  readonly #machines: readonly [WallClock, ...WallClock[]];
  /** What clients wait for, and of whom. */
  readonly #waiting = new Set<{ readonly what: string; readonly life: Life }>();
  readonly wrong: string[] = [];
  /** Second transactions on what we knew to be paid: their messages do arrive in the end. */
  readonly owed: Message[] = [];
  /** Transactions that a genuine message told us of, and was answered. */
  readonly heardOf = new Set<string>();
  /** Whether events may wait although they are due. */
  tellsLate = true;
  /** At which gateway each session's shopper pressed last, and how often at another than before. */
  readonly presses = { last: new Map<string, ModelGateway>(), alternating: 0 };
  /** What the shop was answered under each of its keys. */
  readonly keyed = new Map<string, { body: string; sessionId: string; until: number }>();

  constructor(ledger: Ledger, { seed, machines = 1 }: WorldOptions = {}) {
    this.ledger = ledger;
    this.chance = seed === undefined ? new NoChance() : new SeededChance(seed);
    this.#tokens = new SeededChance(~(seed ?? 0));
    this.ottpay = new ModelOttpay("ottpay", this.time, this.chance);
    this.ottu = new ModelOttu("ottu", this.time, this.chance);
    this.#machines = [
      new WallClock(this.time),
      ...(machines === 1 ? [] : [new WallClock(this.time)]),
    ];
    this.processes = [0, 1].map((process) => this.#startProcess(this.#machineOf(process)));
  }

  get gateways(): readonly [ModelGateway, ModelGateway] {
    return [this.ottpay, this.ottu];
  }

  flows(process: number): Flows {
    return this.#process(process).flows;
  }

  inAnyOrder(): readonly Process[] {
    return this.chance.is(0.5) ? this.processes : this.processes.toReversed();
  }

  #process(index: number): Process {
    const process = this.processes[index % this.processes.length];
    if (process === undefined) throw new Error("there are always processes");
    return process;
  }

  /** Whether the ledger has the last payment of an order, as paid by the gateway's word. */
  knowsPaid(order: ModelOrder): boolean {
    const found = this.known(order);
    return (
      found?.payment.status === "paid" &&
      found.decided !== "paid" &&
      found.payment.transactionRef === order.money.at(-1)?.transactionRef
    );
  }

  /** Whether laws about when things happen hold for what an order of a gateway was made for. */
  knowsTimeOf(order: ModelOrder): boolean {
    return this.knownTime.isKnownFor(this.known(order)?.payment.orderRef ?? "");
  }

  /** Whether the shop decided what became of an order. */
  isResolved(order: ModelOrder): boolean {
    return this.known(order)?.decided !== undefined;
  }

  /** What our books have of a gateway's order, and what the shop decided about it. */
  known({
    number,
  }: ModelOrder): { payment: Payment; decided: ShopDecision | undefined } | undefined {
    for (const purchase of this.books.orders.values()) {
      const payment = purchase.payments.find(({ orderNumber }) => orderNumber === number);
      if (payment !== undefined) return { payment, decided: shopDecision(purchase, payment.id) };
    }
    return undefined;
  }

  payments(): readonly Payment[] {
    return [...this.books.orders.values()].flatMap(({ payments }) => payments);
  }

  session(id: string): Session | undefined {
    const sessions = [...this.books.orders.values()].flatMap((purchase) => purchase.sessions);
    return sessions.find((session) => session.id === id);
  }

  gatewayOf({ provider }: Pick<Payment, "provider">): ModelGateway {
    return provider === "ottpay" ? this.ottpay : this.ottu;
  }

  /** Whatever it was doing stops where it is; another takes its place, knowing the ledger only. */
  kill(index: number): void {
    this.#process(index).life.end();
    const place = index % this.processes.length;
    this.processes[place] = this.#startProcess(this.#machineOf(place));
  }

  /** It does and hears nothing for a while, and then goes on as if nothing had happened meanwhile. */
  stall(index: number, ms: number): void {
    this.time.stall(this.#process(index).life, ms);
  }

  #machineOf(process: number): WallClock {
    return this.#machines[process % this.#machines.length] ?? this.#machines[0];
  }

  /** The clock of a process's machine is put wrong, or right with 0. */
  putClock(process: number, aheadMs: number): void {
    const jumped = this.#machineOf(process).put(aheadMs);
    if (jumped) this.knownTime.jump(this.#machines.every(({ isRight }) => isRight));
  }

  clocksDiffer(): boolean {
    return new Set(this.#machines.map((machine) => machine.now())).size > 1;
  }

  putClocksRight(): void {
    this.processes.forEach((_, process) => this.putClock(process, 0));
  }

  #startProcess(machine: WallClock): Process {
    return startProcess(
      {
        ...{ ledger: this.ledger, books: this.books, time: this.time, chance: this.chance },
        tokens: this.#tokens,
        gateways: this.gateways,
        onFailure: (what) => this.wrong.push(what),
      },
      machine,
    );
  }

  /**
   * A client asks and is answered some time, or never when the process dies. Refusals are answers,
   * unless the client was owed something else; anything else that is thrown is a defect.
   */
  ask<Answer>({ what, process, limitMs, work, answered, refused }: Request<Answer>): void {
    const { life, flows } = this.#process(process);
    const startedAt = this.time.now();
    const stallsBefore = life.stalls - (life.stalledUntil > 0 ? 1 : 0);
    const request = { what, life };
    this.#waiting.add(request);
    void work(flows)
      .then(
        (answer) => this.wrong.push(...(answered?.(answer) ?? [])),
        (error: unknown) => {
          if (!(error instanceof CheckoutError) || error.code === "internal_error") {
            if (life.isAlive) this.wrong.push(`${what} threw ${String(error)}`);
          } else this.wrong.push(...(refused?.(error) ?? []));
        },
      )
      .then(() => {
        const tookMs = this.time.now() - startedAt;
        const isExcused = life.stalls > stallsBefore;
        if (tookMs > limitMs && !isExcused) this.wrong.push(`${what} took ${tookMs} ms`);
        this.#waiting.delete(request);
      });
  }

  /** What was asked of processes that live, and never answered. */
  unanswered(): readonly string[] {
    return [...this.#waiting].filter(({ life }) => life.isAlive).map(({ what }) => what);
  }
}
