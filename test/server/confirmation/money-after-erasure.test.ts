/** Who paid is forgotten, and only then the gateway confirms the money: the shop is told, and of nobody. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ShopEvent } from "../../../contract/contract.ts";
import { BothGateways } from "../../support/both-gateways.ts";
import { asShop } from "../../support/running-proxy.ts";

const customer = { id: "c-1", email: "shopper@example.com", firstName: "Noura" } as const;
const personal = { customer, description: "A gift for Noura", metadata: { note: "Noura" } };

async function events(both: BothGateways): Promise<readonly ShopEvent[]> {
  const { json } = await both.running.get("/v1/events", asShop);
  return (json as { readonly events: readonly ShopEvent[] }).events;
}

describe("money after its shopper was forgotten", () => {
  for (const gateway of ["ottpay", "ottu"] as const) {
    it(`is told when ${gateway} confirms it, names nobody, and is not asked for again`, async (t) => {
      const both = await BothGateways.run(t);
      const { clock, running } = both;
      const session = await both.createSession(personal);
      assert.equal((await both.press(session, gateway)).status, 201);
      const [payment] = (await running.client.getSession(session.id)).payments;
      const order = payment?.providerRef ?? "";
      await both.fail(gateway, order);
      clock.move(3_000);
      await both.comeBack(gateway, order);
      assert.equal(await running.proxy.ledger.erasePersonal({ customerId: "c-1" }, clock.now()), 1);
      await both.payUntold(gateway, order);
      clock.move(3_000);
      await both.comeBack(gateway, order);
      const told = (await events(both)).filter(({ type }) => type === "checkout.paid");
      assert.equal(told.length, 1);
      assert.equal(told[0]?.data.session.status, "paid");
      assert.doesNotMatch(JSON.stringify(await events(both)), /Noura|shopper@example/);
      const again = await both.press(session, gateway);
      assert.deepEqual([again.status, again.json.error.code], [409, "already_paid"]);
      const anew = await running.post(
        "/v1/sessions",
        { amount: "19.99", currency: "USD", orderRef: session.orderRef },
        asShop,
      );
      assert.deepEqual([anew.status, anew.json.error.code], [409, "order_paid"]);
    });
  }

  it("is forgotten again where the shop names the shopper anew meanwhile", async (t) => {
    const both = await BothGateways.run(t);
    const { clock, running } = both;
    const session = await both.createSession({ ...personal, expiresInSeconds: 900 });
    const { ledger } = running.proxy;
    assert.equal(await ledger.erasePersonal({ customerId: "c-1" }, clock.now()), 1);
    const again = await both.createSession({ ...personal, orderRef: session.orderRef });
    assert.equal(again.id, session.id);
    await running.client.cancelSession(session.id);
    clock.move(1_000);
    const endedBefore = clock.now();
    assert.equal(await ledger.erasePersonal({ endedBefore }, clock.now()), 1);
    assert.equal((await running.client.getSession(session.id)).customer, null);
  });
});
