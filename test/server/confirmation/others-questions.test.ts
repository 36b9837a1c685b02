/** Only the reconciler's own questions move its plan: what browsers cause leaves it as it is. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProxy } from "../../../server/index.ts";
import { BothGateways } from "../../support/both-gateways.ts";
import { nextQuestion, questionsOf } from "../../support/gateway-calls.ts";

describe("a payment that nobody tells of", () => {
  for (const gateway of ["ottpay", "ottu"] as const) {
    it(`is found at ${gateway} as soon as ever, however often browsers came back before`, async (t) => {
      const both = await BothGateways.run(t);
      const { clock, running } = both;
      const { session, order } = await both.begin(gateway);
      const planned = async () => {
        const purchase = await running.proxy.ledger.readPurchase({ sessionId: session.id });
        return purchase?.payments.map(({ askPlan, nextAskAt }) => ({ askPlan, nextAskAt }));
      };
      const before = await planned();
      for (let visit = 0; visit < 9; visit += 1) {
        clock.move(2_100);
        await both.comeBack(gateway, order);
        await both.press(session, gateway);
      }
      assert.equal(questionsOf(running.sandbox).length, 9);
      assert.deepEqual(await planned(), before);
      await both.payUntold(gateway, order);
      // Its first regular question is due twenty seconds after the link was handed out.
      clock.move(2_100);
      const instance = await createProxy(running.env, { world: { clock } });
      const asked = nextQuestion(running.sandbox);
      instance.startWorkers();
      await asked;
      await instance.stop();
      assert.equal(await both.standing(session), "paid/paid");
    });
  }
});
