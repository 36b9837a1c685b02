/**
 * Everything one run is made of: a real ledger, two processes of ours that serve and reconcile over
 * it, two gateways, a shop, shoppers with the links they were given, and the time they share.
 */
import { createAccounts, defaultAccountId } from "../../server/providers/accounts.ts";
import { createMethodsCache } from "../../server/methods/cache/tiered-methods-cache.ts";
import { CheckoutError } from "../../server/platform/errors.ts";
import type { FlowContext } from "../../server/flow-context.ts";
import { createFlows, type Flows } from "../../server/flows.ts";
import { createHttpClient } from "../../server/platform/http-client.ts";
import { createIcons } from "../../server/methods/marks/icons.ts";
import { createMarks } from "../../server/methods/marks/marks.ts";
import type { Ledger, Payment, Session } from "../../server/ledger/ledger.ts";
import type { Logger } from "../../server/platform/logger.ts";
import { createMetrics } from "../../server/platform/metrics.ts";
import { createPublicUrls } from "../../server/platform/public-urls.ts";
import { startReconciler } from "../../server/confirmation/reconciler.ts";
import { parseOriginPattern } from "../../server/platform/origin-pattern.ts";
import type { Link, Request } from "./asked.ts";
import { NoChance, SeededChance, type Chance } from "./chance.ts";
import type { ModelGateway } from "./model-gateway.ts";
import type { Message } from "./model-message.ts";
import type { ModelOrder } from "./model-order.ts";
import { ModelOttpay } from "./model-ottpay.ts";
import { ModelOttu } from "./model-ottu.ts";
import { Books, observeLedger } from "./observed-ledger.ts";
import { shopDecision, type ShopDecision } from "./shop-decisions.ts";
import { Life, VirtualTime } from "./virtual-time.ts";

interface Process {
  readonly life: Life;
  readonly flows: Flows;
}

const metrics = createMetrics();
const http = createHttpClient({ fetch: () => Promise.reject(new Error("nothing to fetch")) });
const shop = "https://shop.example";
export const returnUrl = `${shop}/thanks`;
export const failureUrl = `${shop}/failed`;

export class World {
  readonly time = new VirtualTime();
  readonly chance: Chance;
  readonly #tokens: SeededChance;
  /** The gateways of the model have none. */
  readonly ledger: Ledger;
  readonly books = new Books();
  readonly ottpay: ModelOttpay;
  readonly ottu: ModelOttu;
  /** Ids of sessions the shop made, oldest first. */
  readonly sessions: string[] = [];
  readonly links: Link[] = [];
  readonly processes: Process[];
  /** What clients wait for, and of whom. */
  readonly #waiting = new Set<{ readonly what: string; readonly life: Life }>();
  readonly wrong: string[] = [];
  /** Second transactions on what we knew to be paid: their messages do arrive in the end. */
  readonly owed: Message[] = [];
  /** Transactions that a genuine message told us of, and was answered. */
  readonly heardOf = new Set<string>();
  /** What the shop was answered under each of its keys. */
  readonly keyed = new Map<string, { body: string; sessionId: string; until: number }>();

  /** @param seed undefined for a world without chance, where everything goes as well as it can */
  constructor(ledger: Ledger, seed?: number) {
    this.ledger = ledger;
    this.chance = seed === undefined ? new NoChance() : new SeededChance(seed);
    this.#tokens = new SeededChance(~(seed ?? 0));
    this.ottpay = new ModelOttpay("ottpay", this.time, this.chance);
    this.ottu = new ModelOttu("ottu", this.time, this.chance);
    this.processes = [this.#startProcess(), this.#startProcess()];
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
    this.processes[index % this.processes.length] = this.#startProcess();
  }

  /** It does and hears nothing for a while, and then goes on as if nothing had happened meanwhile. */
  stall(index: number, ms: number): void {
    this.time.stall(this.#process(index).life, ms);
  }

  /** Its clock is put wrong, or right with 0; another process starts with a right one. */
  putClock(index: number, aheadMs: number): void {
    this.#process(index).life.aheadMs = aheadMs;
    if (aheadMs !== 0) this.books.clocksWereWrong = true;
  }

  get clocksWereWrong(): boolean {
    return this.books.clocksWereWrong;
  }

  putClocksRight(): void {
    for (const { life } of this.processes) life.aheadMs = 0;
  }

  #startProcess(): Process {
    const life = new Life();
    const clock = this.time.clockOf(life);
    const ledger = observeLedger(this.ledger, {
      life,
      clock,
      chance: this.chance,
      books: this.books,
    });
    let wake = (): void => undefined;
    const context: FlowContext = {
      ledger,
      accounts: createAccounts([
        {
          id: defaultAccountId,
          providers: [this.ottpay.asProvider(life), this.ottu.asProvider(life)],
        },
      ]),
      clock,
      random: this.#tokens.bytes,
      urls: createPublicUrls("https://pay.shop.example"),
      logger: this.#logger(),
      metrics,
      wake: () => wake(),
    };
    const origin = parseOriginPattern(shop);
    const icons = createIcons({ http, ledger, baseUrl: shop, logoOrigins: [] });
    const flows = createFlows(context, {
      cache: createMethodsCache({
        ledger,
        clock,
        ttlMs: 3_600_000,
        staleMs: 86_400_000,
        maxBytes: 1_000_000,
      }),
      marks: createMarks({ icons, operatorMarks: {}, hasBrandMarks: true }),
      rules: {
        allowLoopbackHttp: false,
        returnOrigins: origin === undefined ? [] : [origin],
      },
      missesPerMinute: 1_000,
    });
    const reconciler = startReconciler(
      { ...context, clock: this.time.workerClockOf(life) },
      flows.confirmation,
    );
    wake = () => reconciler.wake();
    return { life, flows };
  }

  /** A round of a worker must never fail: the ledger is there. */
  #logger(): Logger {
    const quiet = (): void => undefined;
    return {
      debug: quiet,
      info: quiet,
      warn: quiet,
      error: (fields, message) => {
        this.wrong.push(`logged: ${message} (${String(fields["reason"])})`);
      },
    };
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
