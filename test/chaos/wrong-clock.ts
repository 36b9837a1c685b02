/**
 * The clock of a proxy's machine is three hours wrong for a while, ahead and then behind, and right
 * again. Within a minute everything is right: what happened meanwhile is told, and notifications,
 * returns, presses and the reconciler do what they are for. On PostgreSQL the clock of one of two
 * instances is wrong, and the other one's right all the time.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { wait } from "./chance.ts";
import { FakedClock } from "./faked-clock.ts";
import type { GatewayOrder } from "./gateways.ts";
import { linkOf } from "./proxy-calls.ts";
import { World, type DatabaseKind } from "./world.ts";

const hour = 3_600;
const dayS = 24 * hour;
/** Everything is right so long after the clock is. */
const rightMs = 60_000;

const gateways = [
  { method: "ottpay:ALIPAY", amount: "19.99", currency: "CAD" },
  { method: "ottu:knet-main", amount: "12.750", currency: "KWD" },
] as const;
type Method = (typeof gateways)[number];

export interface WrongClockOptions {
  readonly database: DatabaseKind;
  readonly instances: number;
  readonly wrongMs: number;
}

export async function runWrongClock(options: WrongClockOptions): Promise<Outcome> {
  const { database, instances, wrongMs } = options;
  const findings = new Findings(`wrong clock, ${database}, ${instances} proc.`);
  const folder = await mkdtemp(join(tmpdir(), "otter-clock-"));
  const clock = new FakedClock(folder, "first");
  const eachEnv = (index: number) => (index === 0 ? clock.env : {});
  const world = await World.start({ database, instances, eachEnv });
  try {
    for (const [when, seconds] of [
      ["ahead", 3 * hour],
      ["behind", -3 * hour],
    ] as const) {
      const visits = gateways.map(
        (method) => new Visit(world, method, `${method.method}, ${when}`),
      );
      await Promise.all(visits.map((visit) => visit.before()));
      clock.setOff(seconds);
      await Promise.all([wait(wrongMs), ...visits.map((visit) => visit.meanwhile())]);
      clock.setOff(0);
      await Promise.all(visits.map((visit) => visit.after(findings)));
    }
    const told = [...world.shop.events.values()]
      .map(({ sequence }) => sequence)
      .sort((a, b) => a - b);
    findings.set("events told", told.length);
    findings.check(
      told.every((sequence, index) => sequence === index + 1),
      "an event was never told",
    );
    world.checkProcesses(findings);
    return findings.outcome();
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Begun {
  readonly sessionId: string;
  readonly link: string;
  readonly order: GatewayOrder;
}

/** What shoppers do with one method before, while and after the clock is wrong. */
class Visit {
  readonly #world: World;
  readonly #method: Method;
  readonly #name: string;
  /** Begun while the clock was right, by what becomes of them. */
  readonly #begun = new Map<string, Begun>();

  constructor(world: World, method: Method, name: string) {
    this.#world = world;
    this.#method = method;
    this.#name = name;
  }

  async before(): Promise<void> {
    for (const fate of ["paid meanwhile", "notified", "returned", "untold", "pressed again"]) {
      this.#begun.set(fate, await this.#begin(fate === "pressed again" ? hour : dayS));
    }
  }

  async meanwhile(): Promise<void> {
    await this.#world.gateways.pay(this.#at("paid meanwhile").order, "now");
    await this.#world.calls.visit(this.#returnAddress("returned"));
    this.#begun.set("begun meanwhile", await this.#begin(dayS));
  }

  async after(findings: Findings): Promise<void> {
    const { gateways } = this.#world;
    await Promise.all([
      this.#assertPaid(findings, "paid meanwhile"),
      gateways
        .pay(this.#at("notified").order, "now")
        .then(() => this.#assertPaid(findings, "notified")),
      gateways
        .pay(this.#at("untold").order, "never")
        .then(() => this.#assertPaid(findings, "untold")),
      gateways
        .pay(this.#at("begun meanwhile").order, "now")
        .then(() => this.#assertPaid(findings, "begun meanwhile")),
      this.#comeBack(findings),
      this.#pressAgain(findings),
    ]);
  }

  async #comeBack(findings: Findings): Promise<void> {
    await this.#world.gateways.pay(this.#at("returned").order, "never");
    const { status, location } = await this.#world.calls.visit(this.#returnAddress("returned"));
    findings.check(
      status === 303 && location?.includes("/thank-you") === true,
      `${this.#name}: a return led to ${status} ${location ?? ""}`,
    );
    await this.#assertPaid(findings, "returned");
  }

  /** Its hour is not over: it is the link that is out, and takes the money. */
  async #pressAgain(findings: Findings): Promise<void> {
    const { sessionId, link, order } = this.#at("pressed again");
    const again = await this.#world.calls.start(sessionId, this.#method.method);
    findings.check(
      again.status === 201 && linkOf(again) === link,
      `${this.#name}: a press was answered ${again.status} ${again.code ?? "with another link"}`,
    );
    await this.#world.gateways.pay(order, "now");
    await this.#assertPaid(findings, "pressed again");
  }

  async #assertPaid(findings: Findings, fate: string): Promise<void> {
    const startedAt = performance.now();
    const { sessionId } = this.#at(fate);
    const told = await this.#world.shop.hears("checkout.paid", sessionId, rightMs);
    findings.add("payments");
    findings.longest("longest until it was told, ms", performance.now() - startedAt);
    findings.check(told !== undefined, `${this.#name}: what was ${fate} was not told as paid`);
  }

  #at(fate: string): Begun {
    const begun = this.#begun.get(fate);
    if (begun === undefined) throw new Error(`nothing was begun to be ${fate}`);
    return begun;
  }

  #returnAddress(fate: string): string {
    return this.#world.gateways.returnAddress(this.#at(fate).order);
  }

  async #begin(expiresInSeconds: number): Promise<Begun> {
    const { calls, gateways } = this.#world;
    const { method, amount, currency } = this.#method;
    const created = await calls.createSession({
      ...{ orderRef: `C-${randomUUID().slice(0, 13)}`, amount, currency, expiresInSeconds },
      returnUrl: "https://shop.example/thank-you",
      failureUrl: "https://shop.example/checkout",
    });
    const { id: sessionId } = created.body as SessionRecord;
    const link = linkOf(await calls.start(sessionId, method));
    return { sessionId, link, order: gateways.orderAt(link) };
  }
}
