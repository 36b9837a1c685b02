/**
 * A proxy with a session that both gateways take, in US dollars, by a clock that the test moves and
 * that the gateways go by, too.
 */
import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { CreateSessionRequest, SessionRecord } from "../../contract/contract.ts";
import { createMethod, startSandbox } from "../../demo/sandbox/index.ts";
import { MovedClock } from "./moved-clock.ts";
import { anOrder, runProxy, start, type Answer, type RunningProxy } from "./running-proxy.ts";

export type Gateway = "ottpay" | "ottu";
export const methodAt = { ottpay: "ottpay:ALIPAY", ottu: "ottu:dollars" } as const;
export const otherThan = { ottpay: "ottu", ottu: "ottpay" } as const;

export class BothGateways {
  readonly clock: MovedClock;
  readonly running: RunningProxy;

  private constructor(clock: MovedClock, running: RunningProxy) {
    this.clock = clock;
    this.running = running;
  }

  /** Ends with the test. */
  static async run(t: TestContext, workers = false): Promise<BothGateways> {
    const clock = new MovedClock();
    const sandbox = await startSandbox({ now: () => clock.now() });
    const dollars = createMethod({ code: "dollars", accepted_currencies: ["USD"] });
    sandbox.ottu.setMethods([...sandbox.ottu.methods(), dollars]);
    const env = { OTTPAY_CURRENCIES: "CAD,USD" };
    const options = { world: { clock } };
    const running = await runProxy({ sandbox, workers, env, options });
    t.after(async () => {
      await running.stop();
      await sandbox.close();
    });
    return new BothGateways(clock, running);
  }

  createSession(of: Partial<CreateSessionRequest> = {}): Promise<SessionRecord> {
    return this.running.client.createSession(
      anOrder({ amount: "19.99", currency: "USD", expiresInSeconds: 7_200, ...of }),
    );
  }

  press(session: Pick<SessionRecord, "id">, gateway: Gateway): Promise<Answer> {
    return start(this.running, session, methodAt[gateway]);
  }

  /** The order of a session's last payment, as its gateway names it, and where shoppers come back. */
  async begin(gateway: Gateway): Promise<{ session: SessionRecord; order: string }> {
    const session = await this.createSession();
    const started = await this.press(session, gateway);
    assert.equal(started.status, 201, started.text);
    const { payments } = await this.running.client.getSession(session.id);
    return { session, order: payments.at(-1)?.providerRef ?? "" };
  }

  /** The shop's page that a shopper comes back to. */
  async comeBack(gateway: Gateway, order: string): Promise<string> {
    const { ottpay, ottu } = this.running.sandbox;
    const address =
      gateway === "ottpay"
        ? ottpay.orders().find(({ prepayOrderId }) => prepayOrderId === order)?.redirectUrl
        : ottu.orders().find(({ sessionId }) => sessionId === order)?.redirectUrl;
    const answer = await fetch(address ?? "", { redirect: "manual" });
    return new URL(answer.headers.get("location") ?? "").pathname;
  }

  /** The gateway says that it did not work, and has told so where it tells. */
  async fail(gateway: Gateway, order: string): Promise<void> {
    const { ottpay, ottu } = this.running.sandbox;
    if (gateway === "ottpay") ottpay.close(order);
    else await ottu.pay(order, { state: "failed", webhook: "now" });
  }

  /** The shopper pays, and the message is lost. */
  async payUntold(gateway: Gateway, order: string): Promise<void> {
    const { ottpay, ottu } = this.running.sandbox;
    if (gateway === "ottpay") await ottpay.pay(order, { callback: "never" });
    else await ottu.pay(order, { webhook: "never" });
  }

  async standing({ id }: Pick<SessionRecord, "id">): Promise<string> {
    const { status, payments } = await this.running.client.getSession(id);
    return [status, ...payments.map((payment) => payment.status)].join("/");
  }
}
