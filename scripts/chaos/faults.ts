/**
 * A gateway that fails in every way, for every call: the client is answered in time and in a word
 * it can act on, and when the gateway is well again the payment is right, whatever it had done.
 */
import type { SessionRecord } from "../../contract/contract.ts";
import { randomUUID } from "node:crypto";
import { wait } from "./chance.ts";
import type { FaultCase } from "./fault-matrix.ts";
import { Findings, type Outcome } from "./findings.ts";
import { Lane } from "./lane.ts";
import { linkOf, type Answer } from "./proxy-calls.ts";

/** A start has 10 s in all; the rest is for the way. */
const answerMs = 10_500;
const acknowledgeMs = 2_000;
/** How long after the gateway is well again a payment may take to be right. */
const healingMs = 60_000;

const failurePage = "https://shop.example/checkout";

const baskets = {
  ottpay: { amount: "19.99", currency: "CAD", method: "ottpay:WECHATPAY" },
  ottu: { amount: "12.750", currency: "KWD", method: "ottu:knet-main" },
} as const;

export interface FaultsOptions {
  readonly cases: readonly FaultCase[];
  /** Cases that are gone through at the same time. */
  readonly atOnce: number;
}

export async function runFaults({ cases, atOnce }: FaultsOptions): Promise<Outcome> {
  const findings = new Findings("gateway faults");
  const left = [...cases];
  await Promise.all(
    Array.from({ length: Math.min(atOnce, cases.length) }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await runCase(next, findings);
      }
    }),
  );
  return findings.outcome();
}

async function runCase(faultCase: FaultCase, findings: Findings): Promise<void> {
  let lane: Lane | undefined;
  try {
    lane = await Lane.open();
    findings.add("cases");
    await new FaultStory(lane, faultCase, findings).tell();
    for (const defect of lane.defects) findings.check(false, `${faultCase.name}: ${defect}`);
  } catch (error) {
    findings.check(false, `${faultCase.name}: ${(error as Error).message}`);
  } finally {
    await lane?.close();
  }
}

class FaultStory {
  readonly #lane: Lane;
  readonly #case: FaultCase;
  readonly #findings: Findings;

  constructor(lane: Lane, faultCase: FaultCase, findings: Findings) {
    this.#lane = lane;
    this.#case = faultCase;
    this.#findings = findings;
  }

  async tell(): Promise<void> {
    const { by, gateway } = this.#case.at;
    const { amount, currency, method } = baskets[gateway];
    const { calls } = this.#lane;
    const created = await calls.createSession({
      ...{ orderRef: `F-${randomUUID().slice(0, 13)}`, amount, currency },
      ...{ returnUrl: "https://shop.example/thanks", failureUrl: failurePage },
    });
    const session = created.body as SessionRecord;
    if (by !== "list") await calls.view(session.id);
    switch (by) {
      case "list":
      case "start":
        return this.#startInTrouble(session.id, method);
      case "ask":
        return this.#payInTrouble(session.id, method);
      case "cancel":
        return this.#cancelInTrouble(session.id, method);
    }
  }

  async #startInTrouble(sessionId: string, method: string): Promise<void> {
    this.#fail();
    if (this.#case.at.by === "list") this.#inTime(await this.#lane.calls.view(sessionId), "list");
    const first = this.#inTime(await this.#lane.calls.start(sessionId, method), "start");
    this.#heal();
    const link = await this.#startAgain(sessionId, method);
    const order = this.#lane.gateways.orderAt(link);
    if (first.status === 201) {
      const same = this.#lane.gateways.orderAt(linkOf(first)).id === order.id;
      this.#check(same, "a second order was handed out beside a live one");
    }
    await this.#lane.gateways.pay(order, "now");
    await this.#becomesPaid(sessionId, order.id);
  }

  async #payInTrouble(sessionId: string, method: string): Promise<void> {
    const { calls, gateways } = this.#lane;
    const order = gateways.orderAt(await this.#startAgain(sessionId, method));
    this.#fail();
    await gateways.pay(order, "now");
    this.#check(gateways.notificationsAccepted === 1, "the notification was not answered 200");
    this.#check(
      gateways.slowestAcceptanceMs < acknowledgeMs,
      "the notification waited for the gateway's own answer",
    );
    const back = this.#inTime(await calls.visit(gateways.returnAddress(order)), "return");
    this.#check(back.status === 303, `the way back answered ${back.status}`);
    this.#check(
      back.location?.startsWith(failurePage) === false,
      "a shopper who paid was sent to the failure page",
    );
    this.#inTime(await calls.start(sessionId, method), "start again");
    this.#heal();
    await this.#becomesPaid(sessionId, order.id);
  }

  async #cancelInTrouble(sessionId: string, method: string): Promise<void> {
    const { calls, gateways, shop } = this.#lane;
    const order = gateways.orderAt(await this.#startAgain(sessionId, method));
    const asked = gateways.next(
      ({ call, kind }) => call === this.#case.at.call && kind === "request",
    );
    this.#fail();
    const canceled = this.#inTime(await calls.cancel(sessionId), "cancel");
    this.#check(canceled.status === 200, `canceling answered ${canceled.status}`);
    const refused = this.#inTime(await calls.start(sessionId, method), "start");
    this.#check(refused.code === "session_canceled", "a canceled session could be started");
    await asked;
    this.#heal();
    const told = await this.#healing(() => shop.hears("checkout.canceled", sessionId, healingMs));
    this.#check(told !== undefined, "the order was never closed at the gateway");
    await gateways.pay(order, "now");
    const late = await shop.hears("payment.late", sessionId, healingMs);
    this.#check(late !== undefined, "the shop never heard of money that came after its cancel");
  }

  async #becomesPaid(sessionId: string, orderId: string): Promise<void> {
    const { calls, shop } = this.#lane;
    const told = await this.#healing(() => shop.hears("checkout.paid", sessionId, healingMs));
    this.#check(told !== undefined, "the shop never heard that it was paid");
    const session = await calls.session(sessionId);
    const paid = session.payments.filter((payment) => payment.status === "paid");
    this.#check(
      session.status === "paid" && paid.length === 1 && paid[0]?.providerRef === orderId,
      `it was paid at the gateway and reads ${session.status}`,
    );
  }

  /** As a client does that is told to try again. */
  async #startAgain(sessionId: string, method: string): Promise<string> {
    const until = performance.now() + healingMs;
    for (;;) {
      const answer = this.#inTime(await this.#lane.calls.start(sessionId, method), "start");
      if (answer.status === 201) return linkOf(answer);
      if (!answer.retryable || performance.now() > until) {
        throw new Error(`it could not be started again: ${answer.status} ${answer.code}`);
      }
      await wait((answer.retryAfterSeconds ?? 0.25) * 1000);
    }
  }

  #fail(): void {
    const { at, fault, times } = this.#case;
    this.#lane.gateways.sandbox.behave(at.gateway, at.call, fault.behaviour, times);
  }

  #heal(): void {
    const { gateway, call } = this.#case.at;
    if (this.#case.times === undefined) {
      this.#lane.gateways.sandbox.behave(gateway, call, { do: "normal" });
    }
  }

  async #healing<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    this.#findings.longest("slowest healing, ms", performance.now() - startedAt);
    return result;
  }

  #inTime(answer: Answer, what: string): Answer {
    this.#findings.longest("slowest answer, ms", answer.ms);
    this.#findings.add(answer.status < 400 ? `answered ${answer.status}` : (answer.code ?? "?"));
    this.#check(answer.ms <= answerMs, `${what} took ${Math.round(answer.ms)} ms`);
    const isCoded = answer.status !== 0 && (answer.status < 400 || answer.code !== null);
    this.#check(isCoded && answer.code !== "internal_error", `${what} answered ${answer.code}`);
    return answer;
  }

  #check(isKept: boolean, broken: string): void {
    this.#findings.check(isKept, `${this.#case.name}: ${broken}`);
  }
}
