/**
 * A flood from everywhere at once: lists nobody asked for before, one return address again and
 * again, genuine notifications without end, five hundred connections in one moment, and clients
 * that never finish. The gateways are not flooded in turn, no notification is refused, and a new
 * shopper hardly notices.
 */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import { wait, type Chance } from "./chance.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { askAtOnce } from "./burst.ts";
import type { GatewayOrder } from "./gateways.ts";
import { linkOf, ProxyCalls, type Answer } from "./proxy-calls.ts";
import { SlowClients, slowReaders, slowSenders } from "./slow-clients.ts";
import { World } from "./world.ts";

const baskets = {
  ottpay: { amount: "19.99", currency: "CAD", method: "ottpay:WECHATPAY" },
  ottu: { amount: "12.750", currency: "KWD", method: "ottu:knet-main" },
} as const;

const shopperMs = 1_000;
/** What METHODS_MISSES_PER_MINUTE is by default. */
const missesPerMinute = 30;
/** The shop's own key has its limit, too. */
const betweenShoppersMs = 200;
/** One return-triggered query for each payment in this time. */
const returnEveryMs = 2_000;
/** The limits for headers and bodies, and a look over the connections now and then. */
const slowSenderMs = 20_000;
/** Nothing moved for half a minute. */
const slowReaderMs = 40_000;
const patienceMs = 120_000;

export interface FloodOptions {
  readonly seconds: number;
  readonly filters: number;
  readonly returns: number;
  readonly notifications: number;
  readonly burst: number;
  /** Of each kind; readers are waited for longest. */
  readonly slowSenders: number;
  readonly slowReaders: number;
  /** New shoppers before it, to compare with. */
  readonly shoppers: number;
  readonly chance: Chance;
}

export async function runFlood(options: FloodOptions): Promise<Outcome> {
  const findings = new Findings("flood");
  const world = await World.start({ env: { TRUST_PROXY: "1", RATE_LIMIT_PER_MINUTE: "" } });
  try {
    const pid = world.instances[0]?.pid;
    await new Flood(world, options, findings).run();
    findings.check(world.instances[0]?.pid === pid, "the proxy did not live through it");
    world.checkDefects(findings);
    return findings.outcome();
  } finally {
    await world.stop();
  }
}

class Flood {
  readonly #world: World;
  readonly #options: FloodOptions;
  readonly #findings: Findings;
  readonly #url: string;
  readonly #calls: ProxyCalls;

  constructor(world: World, options: FloodOptions, findings: Findings) {
    this.#world = world;
    this.#options = options;
    this.#findings = findings;
    this.#url = world.instances[0]?.url ?? "";
    this.#calls = new ProxyCalls(this.#url);
  }

  async run(): Promise<void> {
    const before: number[] = [];
    for (let count = 0; count < this.#options.shoppers; count += 1) before.push(await this.#shop());
    const during = await this.#pour();
    this.#compare(before, during);
    await askAtOnce(this.#url, this.#options.burst, this.#findings);
    await this.#slowly();
    this.#findings.check(
      (await this.#calls.get("/readyz")).status === 200,
      "it is not ready any more",
    );
  }

  /** Everything at its own pace for the same time, with new shoppers one after the other in between. */
  async #pour(): Promise<readonly number[]> {
    const { filters, returns, notifications, seconds } = this.#options;
    const watched = await this.#begin("ottpay");
    const told = await Promise.all(Array.from({ length: 10 }, () => this.#begin("ottpay")));
    const { ottpay, ottu } = this.#world.gateways.sandbox;
    const lists = ottu.calls("payment-methods");
    const queries = ottpay.calls("PREPAY_QUERY");
    const startedAt = Date.now();

    let pouring = true;
    const shopping = (async () => {
      const durations: number[] = [];
      while (pouring) {
        durations.push(await this.#shop());
        await wait(betweenShoppersMs);
      }
      return durations;
    })();
    await Promise.all([
      this.#pace(filters, () => this.#askForList()),
      this.#pace(returns, () => this.#comeBack(watched)),
      this.#pace(notifications, (count) => this.#notify(told[count % told.length])),
    ]);
    pouring = false;
    const durations = await shopping;

    const windows = Math.floor(Date.now() / 60_000) - Math.floor(startedAt / 60_000) + 1;
    const listed = ottu.calls("payment-methods") - lists;
    this.#findings.set("lists asked of the gateway", `${listed} of ${missesPerMinute * windows}`);
    this.#findings.check(listed <= missesPerMinute * windows, "the gateway was flooded with lists");
    const asked = this.#askedAbout(watched);
    const mayAsk = Math.ceil((seconds * 1000) / returnEveryMs) + 1 + reconcilerAsks;
    this.#findings.set("queries for the return address", `${asked} of ${mayAsk}`);
    this.#findings.check(asked <= mayAsk, "the gateway was flooded by one return address");
    this.#findings.set("queries in all", ottpay.calls("PREPAY_QUERY") - queries);
    return durations;
  }

  /** Spreads `count` acts over the seconds of the flood. */
  async #pace(count: number, act: (count: number) => Promise<void>): Promise<void> {
    const everyMs = (this.#options.seconds * 1000) / count;
    const startedAt = performance.now();
    const acts: Promise<void>[] = [];
    for (let made = 0; made < count; made += 1) {
      acts.push(act(made));
      const ahead = startedAt + (made + 1) * everyMs - performance.now();
      if (ahead > 0) await wait(ahead);
    }
    await Promise.all(acts);
  }

  /** From another address each time, so that no limit per client helps. */
  async #askForList(): Promise<void> {
    const { chance } = this.#options;
    const currency = chance.pick(["KWD", "SAR", "AED", "USD"]);
    const noise = `${chance.between(0, 1e9).toString(36)}`;
    const filter = chance.pick([`tags=${noise}`, `pgNames=${noise}`, `pgNames=kpay,${noise}`]);
    const path = `/v1/methods?currency=${currency}&${filter}`;
    const answer = await this.#calls.get(path, this.#anyAddress());
    this.#note("lists", answer, [200, 429]);
  }

  async #comeBack(order: Watched): Promise<void> {
    const path = new URL(this.#world.gateways.returnAddress(order.at)).pathname;
    this.#note("returns", await this.#calls.get(path, this.#anyAddress()), [303, 429]);
  }

  async #notify(order: Watched | undefined): Promise<void> {
    if (order === undefined) return;
    const status = await this.#world.gateways.sandbox.ottpay.notify(order.at.id);
    this.#findings.add("notifications");
    this.#findings.check(status === 200, `a notification was answered ${status}`);
  }

  /** A new shopper at each gateway: how long the session, its list and the start take together. */
  async #shop(): Promise<number> {
    const startedAt = performance.now();
    await this.#begin("ottpay");
    await this.#begin("ottu");
    return (performance.now() - startedAt) / 2;
  }

  async #begin(gateway: keyof typeof baskets): Promise<Watched> {
    const { method, ...basket } = baskets[gateway];
    const orderRef = `N-${randomUUID().slice(0, 13)}`;
    const created = await this.#calls.createSession({ orderRef, ...basket });
    const session = created.body as SessionRecord;
    const view = await this.#calls.view(session.id);
    const started = await this.#calls.start(session.id, method);
    for (const answer of [created, view, started])
      this.#note("shoppers' calls", answer, [200, 201]);
    if (started.status !== 201) throw new Error(`a new shopper could not start: ${started.code}`);
    return { at: this.#world.gateways.orderAt(linkOf(started)) };
  }

  #askedAbout(order: Watched): number {
    return this.#world.gateways.queriesFor(order.at);
  }

  #compare(before: readonly number[], during: readonly number[]): void {
    const [calm, flooded] = [median(before), median(during)];
    this.#findings.set("a new shopper before, ms", Math.round(calm));
    this.#findings.set("a new shopper during, ms", Math.round(flooded));
    this.#findings.set("ratio", (flooded / calm).toFixed(2));
    this.#findings.checkTime(flooded < shopperMs, "a new shopper waited too long during the flood");
  }

  async #slowly(): Promise<void> {
    const options = this.#options;
    const senders = new SlowClients(this.#url, slowSenders, options.slowSenders);
    const readers = new SlowClients(this.#url, slowReaders, options.slowReaders);
    try {
      for (let count = 0; count < 5; count += 1) await this.#shop();
      await Promise.all([
        this.#cutOff("slow senders", senders, slowSenderMs),
        this.#cutOff("slow readers", readers, slowReaderMs),
      ]);
    } finally {
      senders.stop();
      readers.stop();
    }
  }

  async #cutOff(what: string, clients: SlowClients, ms: number): Promise<void> {
    if (clients.count === 0) return;
    const startedAt = performance.now();
    const closed = await clients.areClosedWithin(patienceMs);
    const tookMs = performance.now() - startedAt;
    this.#findings.set(what, clients.count);
    this.#findings.set(`${what} gone after, s`, Math.round(tookMs / 1000));
    this.#findings.checkTime(tookMs <= ms, `${what} were cut off late`);
    this.#findings.check(closed, `${clients.count - clients.closed} ${what} were never cut off`);
  }

  #note(what: string, answer: Answer, allowed: readonly number[]): void {
    this.#findings.add(`${what} ${answer.status}`);
    this.#findings.check(
      allowed.includes(answer.status),
      `${what}: answered ${answer.status} ${answer.code ?? ""}`,
    );
  }

  #anyAddress(): Readonly<Record<string, string>> {
    const part = () => this.#options.chance.between(1, 255);
    return { "x-forwarded-for": `203.${part()}.${part()}.${part()}` };
  }
}

interface Watched {
  readonly at: GatewayOrder;
}

/** While a link is out the reconciler asks a few times by itself. */
const reconcilerAsks = 4;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
