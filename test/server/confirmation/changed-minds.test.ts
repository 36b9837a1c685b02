/**
 * A gateway says that an order came to nothing, and takes the money all the same, and its message
 * is lost. Whoever comes back, or presses again, at that gateway or the other, is not asked for
 * money twice.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BothGateways, methodAt, otherThan, type Gateway } from "../../support/both-gateways.ts";

for (const gateway of ["ottpay", "ottu"] as const satisfies readonly Gateway[]) {
  describe(`money that ${gateway} takes for what it said had ended`, () => {
    const ended = gateway === "ottpay" ? "open/expired" : "open/failed";

    async function run(t: Parameters<typeof BothGateways.run>[0]) {
      const both = await BothGateways.run(t);
      const { session, order } = await both.begin(gateway);
      await both.fail(gateway, order);
      both.clock.move(3_000);
      assert.equal(await both.comeBack(gateway, order), "/checkout");
      assert.equal(await both.standing(session), ended);
      await both.payUntold(gateway, order);
      both.clock.move(3_000);
      return { both, session, order };
    }

    it("is found by a return, which leads to the shop's page of success", async (t) => {
      const { both, session, order } = await run(t);
      assert.equal(await both.comeBack(gateway, order), "/thank-you");
      assert.equal(await both.standing(session), "paid/paid");
    });

    for (const pressed of [gateway, otherThan[gateway]]) {
      it(`is found by a press of ${methodAt[pressed]}, which gets no second link`, async (t) => {
        const { both, session } = await run(t);
        const again = await both.press(session, pressed);
        assert.deepEqual([again.status, again.json.error.code], [409, "already_paid"]);
        assert.equal(await both.standing(session), "paid/paid");
        assert.equal(both.running.sandbox.ottpay.orders().length, gateway === "ottpay" ? 1 : 0);
        assert.equal(both.running.sandbox.ottu.orders().length, gateway === "ottu" ? 1 : 0);
      });
    }
  });
}
