/**
 * A ledger of the version before, which stored its history as sentences and decided by them: it is
 * opened, its sentences become facts, and what was under way is settled as that version would have.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import { eventList } from "../../../contract/contract.ts";
import { createEngines } from "../../support/empty-databases.ts";
import { oldRows, says, writeLedger } from "../../support/ledgers/before-facts.ts";
import { asShop, start } from "../../support/running-proxy.ts";
import { UpgradedProxy } from "../../support/upgraded-proxy.ts";

const minute = 60_000;
const orderRefs = [...new Set(oldRows.sessions.map(({ order_ref }) => order_ref))];

for (const { name, createDatabase, stop } of createEngines()) {
  describe(`a ledger of a newer version, in ${name}`, () => {
    after(stop);

    it("is refused, and the refusal names the step that is not known", async (t) => {
      const { tables, open, remove } = await createDatabase();
      t.after(remove);
      await (await open()).close();
      await sql`insert into kysely_migration values ('999-later', '2036-01-01')`.execute(tables);
      await assert.rejects(open(), { code: "ledger_unavailable", message: /newer .*999-later/ });
    });
  });
}

for (const { name, createDatabase, stop } of createEngines()) {
  describe(`a ledger of the version before, in ${name}`, () => {
    after(stop);

    it("says as facts what each of its sentences said, and keeps the sentences", async (t) => {
      const { tables, open, remove } = await createDatabase();
      await writeLedger(tables, oldRows);
      const ledgers = await Promise.all([open(), open()]);
      t.after(async () => {
        await Promise.all(ledgers.map((ledger) => ledger.close()));
        await remove();
      });
      for (const orderRef of orderRefs) {
        const purchase = await ledgers[0].readPurchase({ orderRef });
        const expected = oldRows.history.flatMap(({ order_ref, payment_id, at, via }, index) =>
          order_ref === orderRef ? [{ paymentId: payment_id, at, via, ...says[index] }] : [],
        );
        assert.deepEqual(purchase?.history, expected);
      }
      const stored = await tables.selectFrom("history").selectAll().execute();
      assert.equal(stored.length, oldRows.history.length);
      for (const { order_ref, position, what, fact, data } of stored) {
        const index = oldRows.history.findIndex(
          (row) => row.order_ref === order_ref && row.position === position,
        );
        assert.equal(what, oldRows.history[index]?.what);
        assert.deepEqual({ fact, data: JSON.parse(String(data)) as unknown }, says[index]);
      }
    });

    describe("decides by its history as that version did", () => {
      let upgraded: UpgradedProxy;
      before(async () => {
        upgraded = await UpgradedProxy.start(await createDatabase(), false);
      });
      after(() => upgraded.stop());

      it("tells the shop its events with the facts, in the shape that is promised", async () => {
        const { json } = await upgraded.running.get("/v1/events?limit=500", asShop);
        const { events } = eventList.parse(json);
        for (const [index, { type, session_id }] of oldRows.events.entries()) {
          const { type: told, data } = events[index] ?? {};
          assert.deepEqual([told, data?.session.id], [type, session_id]);
          for (const { id, history } of data?.session.payments ?? []) {
            const known = says.filter((_, at) => oldRows.history[at]?.payment_id === id);
            assert.deepEqual(
              history.map(({ fact, data: of }) => ({ fact, data: of })),
              known.slice(0, history.length),
            );
          }
        }
      });

      it("adopts no other reference for an order that was adopted", async () => {
        const { providerRef } = await upgraded.payment("adopted");
        assert.equal(await upgraded.hearFromOttu("adopted", "b".repeat(40)), 200);
        const { providerRef: kept, history } = await upgraded.payment("adopted");
        assert.equal(kept, providerRef);
        assert.equal(history.at(-1)?.fact, "notification_unmatched");
      });

      it("hears no message twice", async () => {
        const events = (await upgraded.events()).length;
        const heard = [
          ["unmatched", { order_no: "W-0-OTHER" }],
          ["another-order", {}],
        ] as const;
        for (const [orderRef, change] of heard) {
          const ref = upgraded.left(orderRef).provider_ref ?? "";
          const before = (await upgraded.stored(orderRef)).length;
          const now = (await upgraded.payment(orderRef)).providerRef ?? "";
          const named = orderRef === "unmatched" ? ref : now;
          assert.equal(await upgraded.hearFromOttu(orderRef, named, change), 200);
          assert.equal((await upgraded.stored(orderRef)).length, before, orderRef);
        }
        assert.equal((await upgraded.events()).length, events);
      });

      it("announces no second transaction that was announced, and the third", async () => {
        const { order_number } = upgraded.left("second-transaction");
        const events = (await upgraded.events()).length;
        assert.equal(await upgraded.sandbox.ottpay.notify(order_number), 200);
        assert.equal((await upgraded.events()).length, events);
        const third = { callback: "now", transactionId: "20260102000000000003" } as const;
        await upgraded.sandbox.ottpay.pay(order_number, third);
        assert.equal((await upgraded.events()).at(-1)?.type, "payment.duplicate");
        const { what } = (await upgraded.stored("second-transaction")).at(-1) ?? {};
        assert.equal(what, `second transaction ${third.transactionId}`);
      });

      it("makes no second order beside one that is said to be paid", async () => {
        const { sandbox } = upgraded;
        sandbox.behave("ottu", "pymt-txn:read", { do: "status", status: 503 });
        const session = await upgraded.session("notified");
        const answer = await start(upgraded.running, session, "ottpay:ALIPAY");
        assert.equal(answer.json.error.code, "order_ending");
        assert.equal((await upgraded.session("notified")).payments.length, 1);
      });

      it("keeps the turns that were taken at a gateway that wants to be asked seldom", async () => {
        const inquiries = () => upgraded.statuses("inquiry", "paced-asked");
        for (let passed = 0; passed < 25; passed += 5) {
          await upgraded.comeBack("paced-asked");
          upgraded.clock.move(5 * minute);
        }
        assert.deepEqual(inquiries(), []);
        upgraded.clock.move(5 * minute);
        await upgraded.comeBack("paced-asked");
        assert.deepEqual(inquiries(), [200]);
        assert.equal((await upgraded.stored("paced-asked")).at(-1)?.what, "asked the gateway");
        // That was the third of the day.
        for (let hours = 0; hours < 22; hours += 1) {
          upgraded.clock.move(60 * minute);
          await upgraded.comeBack("paced-asked");
        }
        assert.deepEqual(inquiries(), [200]);
      });
    });

    describe("goes on with what was under way, which", () => {
      let upgraded: UpgradedProxy;
      before(async () => {
        upgraded = await UpgradedProxy.start(await createDatabase(), true);
      });
      after(() => upgraded.stop());

      it("is paid where it was said to be, once, and told to the shop once", async () => {
        const due = Object.entries({
          notified: ["paid"],
          "notified-ottpay": ["paid"],
          "card-undecided": ["paid"],
          "orphan-heard": ["adopted: the gateway states our order", "paid"],
          "paced-heard": ["asked the gateway", "paid"],
        });
        await upgraded.passTimeUntil(async () => {
          const sessions = await Promise.all(due.map(([orderRef]) => upgraded.session(orderRef)));
          return sessions.every(({ status }) => status === "paid");
        });
        for (const [orderRef, sentences] of due) {
          const { id } = upgraded.left(orderRef);
          assert.equal((await upgraded.payment(orderRef)).status, "paid");
          const left = oldRows.history.filter(({ payment_id }) => payment_id === id);
          const stored = await upgraded.stored(orderRef);
          const written = stored.filter(({ payment_id }) => payment_id === id).slice(left.length);
          const said = written.map(({ what }) => what);
          assert.deepEqual(said, sentences, orderRef);
          const told = (await upgraded.events(orderRef)).map(({ type }) => type);
          assert.deepEqual(told, ["checkout.paid"], orderRef);
        }
      });

      it("takes no other order's money where it was only heard of, and says so once", async () => {
        const unmatched = async (orderRef: string) =>
          (await upgraded.events(orderRef)).filter(({ type }) => type === "payment.unmatched")
            .length;
        await upgraded.passTimeUntil(async () => (await unmatched("orphan-foreign")) > 0);
        const paidRef = (await upgraded.payment("paid")).providerRef ?? "";
        for (const orderRef of ["orphan-foreign", "not-adopted"]) {
          assert.equal(await upgraded.hearFromOttu(orderRef, paidRef), 200);
          await upgraded.passTimeUntil(
            async () => (await upgraded.payment(orderRef)).providerRef === null,
          );
          assert.equal((await upgraded.payment(orderRef)).status, "created");
          assert.equal(await unmatched(orderRef), 1, orderRef);
        }
      });

      it("is watched where it could not be closed, and not closed again", async () => {
        await upgraded.passTimeUntil(async () => {
          await upgraded.comeBack("paced-unclosable");
          return (await upgraded.payment("paced-unclosable")).status === "expired";
        });
        assert.deepEqual(upgraded.statuses("inquiry", "paced-unclosable"), [200]);
        for (const orderRef of ["paced-unclosable", "unclosable"]) {
          assert.deepEqual(upgraded.statuses("operation", orderRef), [], orderRef);
        }
      });

      it("leaves alone what had come to its end", async () => {
        for (const orderRef of [
          "paid",
          "paid-ottpay",
          "review",
          "resolved",
          "refunded",
          "not-made",
        ]) {
          const left = oldRows.history.filter(({ order_ref }) => order_ref === orderRef);
          assert.equal((await upgraded.stored(orderRef)).length, left.length, orderRef);
        }
      });
    });
  });
}
