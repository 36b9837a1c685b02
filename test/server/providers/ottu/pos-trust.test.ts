/**
 * What a disclosure of Ottu's older API is worth, by OTTU_POS_TRUST; and that none of the addresses a
 * shopper could derive takes a forged one, whatever the trust.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  asForm,
  begin,
  comeBack,
  disclosure,
  flows,
  runLegacy,
  signed,
  standing,
  type Begun,
} from "../../../support/legacy-ottu.ts";
import { inCanada, start, type RunningProxy } from "../../../support/running-proxy.ts";

const trusts = ["signed", "query", "path"] as const;
const open = "pending/pending:-";

for (const trust of trusts) {
  for (const flow of flows) {
    describe(`a forged disclosure, OTTU_FLOW=${flow}, OTTU_POS_TRUST=${trust}`, () => {
      let running: RunningProxy;
      before(async () => {
        running = await runLegacy(flow, { env: { OTTU_POS_TRUST: trust } });
      });
      after(() => running.stop());

      /** What a shopper holds: the pay page's address, the session, what a start answers, Ottu's pages, the way back. */
      async function derivable(one: Begun): Promise<readonly string[]> {
        const started = await start(running, one.session, "ottu:knet-main");
        const view = await running.get(`/v1/checkout/${one.session.id}`);
        const record = await running.client.getSession(one.session.id);
        const urls = [one.returnUrl, record.url, started.json.redirectUrl as string];
        const words = [
          ...urls.flatMap((url) => new URL(url).pathname.split("/")),
          one.session.id,
          one.session.orderRef,
          one.paymentId,
          started.json.paymentId as string,
          record.payments[0]?.providerRef ?? "",
          one.orderNumber,
          one.order.referenceNumber,
          one.order.sessionId,
          ...JSON.stringify([started.json, view.json]).split(/[^\w-]+/),
        ];
        const bare = words.flatMap((word) => [word, word.replace(/^(cs|pay)_/, "")]);
        return [...new Set(bare)].filter((word) => word !== "");
      }

      it("is refused at every address a shopper could derive, and nothing changes", async () => {
        const one = await begin(running);
        const words = await derivable(one);
        assert.ok(words.length > 20);
        const forged = disclosure(one);
        for (const word of words) {
          const path = `/v1/notifications/ottu/${encodeURIComponent(word)}`;
          assert.equal((await running.post(path, forged)).status, 404, word);
          assert.equal((await running.post(path, ...asForm(forged))).status, 404, word);
        }
        const toPage = await running.post(`/pay/${one.session.id}`, forged);
        assert.ok(toPage.status >= 400);
        // A gateway may send the browser back by POST: it is sent on, and what it carries settles nothing.
        const sentOn = await running.post(new URL(one.returnUrl).pathname, forged);
        assert.equal(sentOn.status, 303, sentOn.text);
        assert.equal(await standing(running, one), open);
        const { pathname } = await comeBack(one, `?${new URLSearchParams(forged).toString()}`);
        assert.equal(pathname, "/thank-you");
        assert.equal(await standing(running, one), open);
      });

      it("is refused at the right address when its signature is wrong", async () => {
        const one = await begin(running);
        const right = signed(disclosure(one), running.sandbox.ottu.webhookKey);
        const wrong: Record<string, string>[] = [
          signed(disclosure(one), "another-key"),
          { ...right, amount: "0.001" },
          { ...right, order_no: "another-order" },
          { ...right, result: "failed" },
          { ...right, signature: "0".repeat(64) },
          { ...right, signature: "short" },
        ];
        for (const message of wrong) {
          for (const answer of [
            await running.post(one.notifyPath, message),
            await running.post(one.notifyPath, ...asForm(message)),
          ]) {
            assert.deepEqual(
              [answer.status, answer.json.error.code],
              [401, "notification_unverified"],
            );
          }
        }
        assert.equal(await standing(running, one), open);
      });
    });
  }
}

describe("OTTU_POS_TRUST=signed", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runLegacy("pos", { env: { OTTU_POS_TRUST: "signed" } });
  });
  after(() => running.stop());

  for (const missing of ["order_no", "amount", "currency_code", "result"]) {
    it(`stores a signed disclosure without ${missing}, and settles nothing by it`, async () => {
      const one = await begin(running);
      const message = signed(
        disclosure(one, { [missing]: undefined }),
        running.sandbox.ottu.webhookKey,
      );
      assert.equal((await running.post(one.notifyPath, message)).status, 200);
      assert.equal(await standing(running, one), open);
    });
  }

  it("settles nothing by a signature that fits two orders: what is signed has no separators", async () => {
    const cheap = await begin(running);
    const wanted = await begin(running);
    const key = running.sandbox.ottu.webhookKey;
    const name = `Noororder_no${wanted.orderNumber}reference_number`;
    const genuine = signed(disclosure(cheap, { customer_last_name: name }), key);
    const { gateway_account: code, gateway_name: gateway, order_no, reference_number } = genuine;
    const moved = disclosure(wanted, {
      customer_last_name: "Noor",
      gateway_account: undefined,
      gateway_name: undefined,
      reference_number: `gateway_account${code}gateway_name${gateway}order_no${order_no}reference_number${reference_number}`,
    });
    assert.equal(signed(moved, key)["signature"], genuine["signature"]);
    const forged = { ...moved, signature: genuine["signature"] };
    assert.equal((await running.post(wanted.notifyPath, forged)).status, 200);
    assert.equal(await standing(running, wanted), open);
    assert.equal((await running.post(cheap.notifyPath, genuine)).status, 200);
    assert.equal(await standing(running, cheap), open);
  });

  it("gives reserved money up by no message: an earlier one may come late, and again", async () => {
    const one = await begin(running);
    const key = running.sandbox.ottu.webhookKey;
    const authorized = signed(disclosure(one, { state: "authorized" }), key);
    assert.equal((await running.post(one.notifyPath, authorized)).status, 200);
    for (const result of ["failed", "canceled", "error"]) {
      for (const reference_number of [authorized["reference_number"], "an-earlier-one"]) {
        const earlier = signed(disclosure(one, { result, reference_number }), key);
        assert.equal((await running.post(one.notifyPath, earlier)).status, 200);
        assert.equal(await standing(running, one), "authorized/authorized:signed");
      }
    }
  });
});

describe("OTTU_POS_TRUST=query", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runLegacy("pos", {
      env: { OTTU_POS_TRUST: "query", OTTPAY_CURRENCIES: "CAD,USD" },
    });
  });
  after(() => running.stop());

  for (const signature of ["signed", "none"] as const) {
    for (const state of ["paid", "failed"] as const) {
      it(`stores a disclosure of ${state} (${signature}), and settles nothing by it`, async () => {
        running.sandbox.ottu.setPosDialect({ signature });
        const one = await begin(running);
        await running.sandbox.ottu.pay(one.order.sessionId, { state });
        const { notifications } = running.sandbox.ottu.orders().at(-1) ?? { notifications: [] };
        assert.deepEqual(
          notifications.map(({ status }) => status),
          [200],
        );
        const page = await comeBack(one);
        assert.equal(page.pathname, "/thank-you");
        assert.equal(await standing(running, one), open);
        assert.equal(running.sandbox.ottu.calls("inquiry"), 0);
      });
    }
  }

  it("starts nothing at the other gateway while a disclosure says paid and nobody can be asked", async () => {
    const one = await begin(running, { amount: "10.00", currency: "USD" }, "ottu:cards-main-usd");
    const before = await start(running, one.session, "ottpay:ALIPAY");
    assert.equal(before.status, 201, before.text);
    await running.sandbox.ottu.pay(one.order.sessionId);
    const after = await start(running, one.session, "ottpay:ALIPAY");
    assert.deepEqual([after.status, after.json.error.code], [409, "order_ending"]);
  });

  it("tells of no second payment by a message that nobody signed", async () => {
    const one = await begin(running);
    await running.sandbox.ottu.pay(one.order.sessionId, { webhook: "never" });
    running.sandbox.ottu.setPosDialect({ signature: "none" });
    for (const reference of ["one", "two"]) {
      const message = disclosure(one, { reference_number: reference });
      assert.equal((await running.post(one.notifyPath, message)).status, 200);
    }
    const [payment] = (await running.client.getSession(one.session.id)).payments;
    assert.equal(payment?.transactionRef, null);
    assert.deepEqual(
      running.events.filter((event) => event.data.session.id === one.session.id),
      [],
    );
  });

  it("leaves the other gateway alone where it serves", async () => {
    const session = await running.client.createSession({ ...inCanada, orderRef: "W-canada" });
    assert.equal((await start(running, session, "ottpay:ALIPAY")).status, 201);
  });
});

describe("OTTU_POS_TRUST=path", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runLegacy("pos-d", { env: { OTTU_POS_TRUST: "path" } });
  });
  after(() => running.stop());

  for (const encoding of ["json", "form"] as const) {
    it(`is paid by an unsigned disclosure (${encoding}) at its address, and says which evidence it was`, async () => {
      running.sandbox.ottu.setPosDialect({ encoding, signature: "none" });
      const one = await begin(running);
      await running.sandbox.ottu.pay(one.order.sessionId);
      const event = await running.event(
        ({ type, data }) => type === "checkout.paid" && data.session.id === one.session.id,
      );
      assert.deepEqual(event.data.details, { evidence: "path" });
      assert.equal(await standing(running, one), "paid/paid:path");
    });
  }

  it("says that a signed one was signed", async () => {
    running.sandbox.ottu.setPosDialect({ encoding: "json", signature: "signed" });
    const one = await begin(running);
    await running.sandbox.ottu.pay(one.order.sessionId);
    assert.equal(await standing(running, one), "paid/paid:signed");
  });

  for (const { change, expected } of [
    { change: { amount: "12.700" }, expected: "review/review:-" },
    { change: { amount: "99.000" }, expected: "review/review:-" },
    { change: { currency_code: "USD", amount: "12.75" }, expected: "review/review:-" },
    { change: { reference_number: undefined }, expected: open },
    { change: { order_no: undefined }, expected: open },
    { change: { order_no: "another-order" }, expected: open },
    { change: { amount: undefined }, expected: open },
    { change: { amount: "1e3" }, expected: open },
    { change: { result: undefined }, expected: open },
    { change: { result: "perhaps" }, expected: open },
    { change: { result: "success", state: "failed" }, expected: open },
    { change: { result: "success", state: "payment_failed" }, expected: open },
    { change: { result: "success", state: "" }, expected: "paid/paid:path" },
    { change: { result: "failed", state: "attempted" }, expected: open },
    { change: { result: "success", state: "authorized" }, expected: "authorized/authorized:path" },
    { change: { result: "SUCCESS" }, expected: "paid/paid:path" },
    { change: { result: "error" }, expected: "open/failed:-" },
    { change: { result: "canceled" }, expected: "open/canceled:-" },
    { change: { amount: "12.75" }, expected: "paid/paid:path" },
  ]) {
    it(`stores an unsigned disclosure with ${JSON.stringify(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value ?? null])))}: ${expected}`, async () => {
      const one = await begin(running);
      const answer = await running.post(one.notifyPath, disclosure(one, change));
      assert.deepEqual([answer.status, answer.text], [200, "{}"]);
      assert.equal(await standing(running, one), expected);
    });
  }

  it("takes a code that nobody offered for a test, where the installation says that it is one", async () => {
    const live = await runLegacy("pos-d", {
      env: { OTTU_POS_TRUST: "path", OTTU_TYPE: "production" },
    });
    try {
      const { ottu } = live.sandbox;
      const methods = ottu.methods("KWD");
      const rows = methods.map((method) => ({
        ...method,
        is_sandbox: method.code === "cards-second",
      }));
      ottu.setMethods(rows);
      const one = await begin(live);
      assert.ok(!(await live.get(`/v1/checkout/${one.session.id}`)).text.includes("cards-second"));
      const bought = disclosure(one, { gateway_account: "cards-second" });
      assert.equal((await live.post(one.notifyPath, bought)).status, 200);
      assert.equal(await standing(live, one), "review/review:-");
      const two = await begin(live);
      live.sandbox.behave("ottu", "payment-methods", { do: "status", status: 503 });
      const unknown = disclosure(two, { gateway_account: "renamed" });
      assert.equal((await live.post(two.notifyPath, unknown)).status, 200);
      assert.equal(await standing(live, two), open);
    } finally {
      await live.stop();
    }
  });
});
