/**
 * A stream of shoppers. Each asks for a session, chooses, hesitates, opens two tabs, changes their
 * mind, is declined, pays or walks away, and comes back or does not. They know nothing of the
 * proxy's troubles: what fails is tried again, as a browser or a shop's server would.
 */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import type { When } from "../../demo/sandbox/index.ts";
import { wait, type Chance } from "./chance.ts";
import type { Findings } from "../support/findings.ts";
import type { GatewayOrder } from "./gateways.ts";
import { linkOf, type Answer, type Order } from "./proxy-calls.ts";
import type { World } from "./world.ts";

/** What one shopper did, for the reckoning at the end. */
export interface Visit {
  readonly sessionId: string;
  /** Where the money went; null for who walked away. */
  readonly paidAt: GatewayOrder | null;
}

const baskets: ReadonlyArray<{
  readonly amount: string;
  readonly currency: string;
  readonly methods: readonly string[];
}> = [
  { amount: "19.99", currency: "CAD", methods: ["ottpay:WECHATPAY", "ottpay:ALIPAY"] },
  { amount: "12.750", currency: "KWD", methods: ["ottu:knet-main", "ottu:apple-pay"] },
  { amount: "42.00", currency: "USD", methods: ["ottpay:UNIONPAY", "ottu:cards-main-usd"] },
];

const whens: readonly When[] = ["now", "now", "later", "twice", "never"];
/** Several times a lease: who made an order and died keeps it for a while, and may do so again. */
const patienceMs = 90_000;

export class Shoppers {
  readonly visits: Visit[] = [];
  readonly #world: World;
  readonly #chance: Chance;
  readonly #findings: Findings;
  #leaving = false;

  constructor(world: World, chance: Chance, findings: Findings) {
    this.#world = world;
    this.#chance = chance;
    this.#findings = findings;
  }

  /** Keeps `count` of them shopping until `stop`; resolves when the last has left. */
  async shop(count: number): Promise<void> {
    await Promise.all(
      Array.from({ length: count }, async () => {
        while (!this.#leaving) {
          await this.visit();
          await wait(this.#chance.between(0, 200));
        }
      }),
    );
  }

  stop(): void {
    this.#leaving = true;
  }

  async visit(): Promise<void> {
    const basket = this.#chance.pick(baskets);
    const { amount, currency } = basket;
    const order: Order = { orderRef: `C-${randomUUID().slice(0, 13)}`, amount, currency };
    const created = await this.#insist(() => this.#world.calls.createSession(order));
    const session = created?.body as SessionRecord | undefined;
    if (session === undefined) return;
    this.#findings.add("sessions");
    const held = await this.#choose(session.id, basket.methods);
    const paidAt = await this.#decide(held);
    this.visits.push({ sessionId: session.id, paidAt });
    if (paidAt !== null && this.#chance.happens(0.5)) await this.#comeBack(session.id, paidAt);
  }

  /** Starts once or several times, at once or one after the other; the orders whose links they hold. */
  async #choose(sessionId: string, methods: readonly string[]): Promise<GatewayOrder[]> {
    const held = new Map<string, GatewayOrder>();
    const rounds = this.#chance.between(1, 4);
    for (let round = 0; round < rounds; round += 1) {
      const method = this.#chance.pick(methods);
      const tabs = this.#chance.happens(0.3) ? 2 : 1;
      const answers = await Promise.all(
        Array.from({ length: tabs }, () =>
          this.#insist(() => this.#world.calls.start(sessionId, method)),
        ),
      );
      for (const answer of answers) if (answer !== undefined) this.#hold(held, answer);
    }
    return [...held.values()];
  }

  #hold(held: Map<string, GatewayOrder>, answer: Answer): void {
    this.#findings.add("links handed out");
    const order = this.#world.gateways.orderAt(linkOf(answer));
    const before = held.get(order.gateway);
    this.#findings.check(
      before === undefined || before.id === order.id || !this.#world.gateways.isOpen(before),
      "two live orders of one provider and session were handed out",
    );
    held.set(order.gateway, order);
  }

  async #decide(held: readonly GatewayOrder[]): Promise<GatewayOrder | null> {
    if (held.length === 0 || this.#chance.happens(0.15)) return null;
    const order = this.#chance.pick(held);
    if (this.#chance.happens(0.15)) await this.#world.gateways.decline(order);
    const when = this.#chance.pick(whens);
    this.#findings.add(`paid, told ${when}`);
    await this.#world.gateways.pay(order, when);
    return order;
  }

  async #comeBack(sessionId: string, order: GatewayOrder): Promise<void> {
    const back = this.#world.gateways.returnAddress(order);
    const answer = await this.#insist(() => this.#world.calls.visit(back));
    const target = answer?.location ?? "";
    this.#findings.check(
      answer === undefined || target.includes(sessionId),
      "a shopper who came back was sent somewhere else",
    );
  }

  /** Tries until it is done; gives up on a refusal that trying again cannot change. */
  async #insist(call: () => Promise<Answer>): Promise<Answer | undefined> {
    const until = performance.now() + patienceMs;
    while (performance.now() < until) {
      const answer = await call();
      this.#findings.longest("slowest answer, ms", answer.ms);
      if (answer.status !== 0 && answer.status < 400) return answer;
      this.#findings.add(answer.status === 0 ? "broken calls" : `answered ${answer.code ?? "?"}`);
      this.#findings.check(
        answer.status === 0 || answer.retryable,
        `a shopper was turned away: ${answer.status} ${answer.code ?? ""}`,
      );
      if (!answer.retryable) return undefined;
      await wait(this.#chance.between(50, 300));
    }
    this.#findings.check(false, `a shopper could not get through within ${patienceMs / 1000} s`);
    return undefined;
  }
}
