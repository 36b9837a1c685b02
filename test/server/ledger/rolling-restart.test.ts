/**
 * While instances are replaced one by one, one of the version before still runs: it writes sentences
 * alone, and decides by sentences. What it writes is read as facts, and what is written beside it
 * says the same in its words.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createEngines } from "../../support/empty-databases.ts";
import { start } from "../../support/running-proxy.ts";
import { UpgradedProxy } from "../../support/upgraded-proxy.ts";

const minute = 60_000;

const sentences = {
  adopted: "adopted: the gateway states our order",
  unclosable: "cannot be closed at the gateway; watched instead",
} as const;

for (const { name, createDatabase, stop } of createEngines()) {
  describe(`an instance of the version before, in ${name}`, () => {
    let upgraded: UpgradedProxy;
    before(async () => {
      upgraded = await UpgradedProxy.start(await createDatabase(), false);
    });
    after(async () => {
      await upgraded.stop();
      await stop();
    });

    it("hears that an order is paid, and no other is made beside it", async () => {
      upgraded.sandbox.behave("ottu", "pymt-txn:read", { do: "status", status: 503 });
      await upgraded.forget("notified", "notified: paid");
      await upgraded.writeAsBefore("notified", "notified: authorized", "notification");
      const session = await upgraded.session("notified");
      assert.deepEqual(session.payments[0]?.history.at(-1)?.data, { state: "authorized" });
      const answer = await start(upgraded.running, session, "ottpay:ALIPAY");
      assert.equal(answer.json.error.code, "order_ending");
    });

    it("adopts a reference, and no other is taken for it", async () => {
      await upgraded.writeAsBefore("orphan-heard", sentences.adopted);
      const { providerRef } = await upgraded.payment("orphan-heard");
      await upgraded.hearFromOttu("orphan-heard", "b".repeat(40));
      const { providerRef: kept, history } = await upgraded.payment("orphan-heard");
      assert.equal(kept, providerRef);
      assert.equal(history.at(-1)?.fact, "notification_unmatched");
    });

    it("announces a second transaction, which is not announced again", async () => {
      const transactionId = "20260102000000000003";
      await upgraded.writeAsBefore("second-transaction", `second transaction ${transactionId}`);
      const events = (await upgraded.events()).length;
      const { order_number } = upgraded.left("second-transaction");
      await upgraded.sandbox.ottpay.pay(order_number, { callback: "now", transactionId });
      assert.equal((await upgraded.events()).length, events);
    });

    it("is told in its own words what happened beside it", async () => {
      const ref = "c".repeat(40);
      assert.equal(await upgraded.hearFromOttu("not-adopted", ref, { state: "authorized" }), 200);
      const written = (await upgraded.stored("not-adopted")).slice(-2);
      assert.match(written[0]?.what ?? "", /^a notification names a reference [\w-]{16}$/);
      assert.equal(written[1]?.what, "notified: authorized");
    });

    it("has stored the shop's note, which is forgotten with the customer in every column", async () => {
      await upgraded.writeAsBefore("review", "resolved as failed: Noor asked us to", "shop");
      await upgraded.running.proxy.ledger.erasePersonal(
        { endedBefore: upgraded.clock.now() },
        upgraded.clock.now(),
      );
      for (const [orderRef, as] of [
        ["review", "failed"],
        ["resolved", "paid"],
      ] as const) {
        const { what, data } = (await upgraded.stored(orderRef)).at(-1) ?? {};
        assert.deepEqual([what, data], [`resolved as ${as}: `, JSON.stringify({ as, note: "" })]);
        const { history } = await upgraded.payment(orderRef);
        assert.deepEqual(history.at(-1)?.data, { as, note: "" });
      }
      assert.doesNotMatch(JSON.stringify(await upgraded.events("resolved")), /came by transfer/);
    });

    it("gives up closing an order, and nobody wants it closed again", async () => {
      await upgraded.forget("paced-unclosable", sentences.unclosable);
      await upgraded.writeAsBefore("paced-unclosable", sentences.unclosable);
      await upgraded.comeBack("paced-unclosable");
      const { tables } = upgraded.database;
      const rows = tables.selectFrom("payments").select("close_wanted");
      const { id } = upgraded.left("paced-unclosable");
      const row = await rows.where("id", "=", id).executeTakeFirst();
      assert.equal(row?.["close_wanted"], 0);
    });

    it("takes a turn at a gateway, and the next is waited for", async () => {
      upgraded.clock.move(30 * minute);
      await upgraded.writeAsBefore("paced-asked", "asked the gateway");
      await upgraded.comeBack("paced-asked");
      upgraded.clock.move(29 * minute);
      await upgraded.comeBack("paced-asked");
      assert.deepEqual(upgraded.statuses("inquiry", "paced-asked"), []);
      const { history } = await upgraded.payment("paced-asked");
      assert.equal(history.filter(({ fact }) => fact === "gateway_asked").length, 3);
    });
  });
}
