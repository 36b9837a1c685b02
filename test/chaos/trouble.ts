/**
 * What every story of a failing gateway does: break it, mend it, time each answer and judge it, and
 * see that the payment is right in the end.
 */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import { wait } from "./chance.ts";
import type { FaultCase } from "./fault-matrix.ts";
import type { Findings } from "../support/findings.ts";
import type { Lane } from "./lane.ts";
import { linkOf, type Answer } from "./proxy-calls.ts";

/** A start has 10 s in all; the rest is for the way. */
const answerMs = 10_500;
/** How long after the gateway is well again a payment may take to be right. */
export const healingMs = 60_000;

export const failurePage = "https://shop.example/checkout";

const baskets = {
  ottpay: { amount: "19.99", currency: "CAD", method: "ottpay:WECHATPAY" },
  ottu: { amount: "12.750", currency: "KWD", method: "ottu:knet-main" },
} as const;

export class Trouble {
  readonly lane: Lane;
  readonly #case: FaultCase;
  readonly #findings: Findings;

  constructor(lane: Lane, faultCase: FaultCase, findings: Findings) {
    this.lane = lane;
    this.#case = faultCase;
    this.#findings = findings;
  }

  /** What a shopper chooses where it is not the card. */
  get method(): string {
    return baskets[this.#case.at.gateway].method;
  }

  async createSession(more: { readonly expiresInSeconds?: number } = {}): Promise<string> {
    const { amount, currency } = baskets[this.#case.at.gateway];
    const created = await this.lane.calls.createSession({
      ...{ orderRef: `F-${randomUUID().slice(0, 13)}`, amount, currency },
      ...{ returnUrl: "https://shop.example/thanks", failureUrl: failurePage },
      customer: { email: "noor@shop.example" },
      ...more,
    });
    return (created.body as SessionRecord).id;
  }

  /** As a client does that is told to try again. */
  async startAgain(sessionId: string, method: string): Promise<string> {
    const until = performance.now() + healingMs;
    for (;;) {
      const answer = this.inTime(await this.lane.calls.start(sessionId, method), "start");
      if (answer.status === 201) return linkOf(answer);
      if (!answer.retryable || performance.now() > until) {
        throw new Error(`it could not be started again: ${answer.status} ${answer.code}`);
      }
      await wait((answer.retryAfterSeconds ?? 0.25) * 1000);
    }
  }

  /** @param ref what the ledger has as the payment's reference at the gateway */
  async becomes(status: "paid" | "authorized", sessionId: string, ref: string): Promise<void> {
    const { calls, shop } = this.lane;
    const told = await this.healing(() =>
      shop.hears(`checkout.${status}`, sessionId, healingMs).then((event) => event !== undefined),
    );
    this.check(told, `the shop never heard that it was ${status}`);
    this.checkOne(status, await calls.session(sessionId), ref);
  }

  checkOne(status: "paid" | "authorized", session: SessionRecord, ref: string): void {
    const fitting = session.payments.filter((payment) => payment.status === status);
    this.check(
      session.status === status && fitting.length === 1 && fitting[0]?.providerRef === ref,
      `it was ${status} at the gateway and reads ${session.status}`,
    );
  }

  fail(): void {
    const { at, fault, times } = this.#case;
    this.lane.gateways.sandbox.behave(at.gateway, at.call, fault.behaviour, times);
  }

  heal(): void {
    const { gateway, call } = this.#case.at;
    if (this.#case.times === undefined) {
      this.lane.gateways.sandbox.behave(gateway, call, { do: "normal" });
    }
  }

  /** Resolves when the call that fails was made. */
  asked(): Promise<unknown> {
    const { call: failing } = this.#case.at;
    return this.lane.gateways.next(({ call, kind }) => call === failing && kind === "request");
  }

  async healing<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    this.#findings.longest("slowest healing, ms", performance.now() - startedAt);
    return result;
  }

  inTime(answer: Answer, what: string): Answer {
    this.#findings.longest("slowest answer, ms", answer.ms);
    this.#findings.add(answer.status < 400 ? `answered ${answer.status}` : (answer.code ?? "?"));
    this.checkTime(answer.ms <= answerMs, `${what} took ${Math.round(answer.ms)} ms`);
    const isCoded = answer.status !== 0 && (answer.status < 400 || answer.code !== null);
    this.check(isCoded && answer.code !== "internal_error", `${what} answered ${answer.code}`);
    return answer;
  }

  check(isKept: boolean, broken: string): void {
    this.#findings.check(isKept, `${this.#case.name}: ${broken}`);
  }

  checkTime(isInTime: boolean, late: string): void {
    this.#findings.checkTime(isInTime, `${this.#case.name}: ${late}`);
  }
}
