/** Ottu's older Payment Request API, whose disclosures settle what they are signed for. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  begin,
  begun,
  comeBack,
  customer,
  flowEnv,
  flows,
  runLegacy,
  standing,
} from "../../../support/legacy-ottu.ts";
import { anOrder, start, type RunningProxy } from "../../../support/running-proxy.ts";

const told = (running: RunningProxy, sessionId: string, type: string) =>
  running.event((event) => event.type === type && event.data.session.id === sessionId);

const countTold = (running: RunningProxy, sessionId: string) =>
  running.events.filter((event) => event.data.session.id === sessionId).map(({ type }) => type);

for (const flow of flows) {
  describe(`OTTU_FLOW=${flow}`, () => {
    let running: RunningProxy;
    before(async () => {
      running = await runLegacy(flow);
    });
    after(() => running.stop());

    for (const encoding of ["json", "form"] as const) {
      for (const gatewayName of ["gateway_name", "Gateway_name"] as const) {
        it(`is paid by a signed disclosure, ${encoding} with ${gatewayName}, and asks nothing`, async () => {
          running.sandbox.ottu.setPosDialect({ encoding, gatewayName });
          const one = await begin(running);
          await running.sandbox.ottu.pay(one.order.sessionId);
          const event = await told(running, one.session.id, "checkout.paid");
          assert.deepEqual(event.data.details, { evidence: "signed" });
          assert.equal(await standing(running, one), "paid/paid:signed");
          const [payment] = (await running.client.getSession(one.session.id)).payments;
          assert.equal(payment?.transactionRef, one.order.referenceNumber);
          const { "pymt-txn:read": read, inquiry } = running.sandbox.ottu.allCalls();
          assert.deepEqual([read, inquiry], [undefined, undefined]);
        });
      }
    }

    it("sends no key to the path of the flow, and everything that it knows of the order", async () => {
      const request = {
        locale: "ar-KW",
        customer: { ...customer, phone: "+965 5550 1234", firstName: "Noor", lastName: "Saleh" },
      };
      const one = await begin(running, request);
      const call = flow === "pos" ? "pos:create" : "pos-d:create";
      const sent = running.sandbox.journal
        .entries()
        .findLast((entry) => entry.call === call && entry.kind === "request");
      const body = sent?.opened as Record<string, unknown>;
      assert.equal(body["order_no"], one.orderNumber);
      assert.deepEqual(
        ["amount", "currency_code", "language", "gateway_code", "initiator"].map(
          (name) => body[name],
        ),
        flow === "pos"
          ? ["12.750", "KWD", "ar", "knet-main", undefined]
          : ["12.750", "KWD", "ar", "knet-main", 7],
      );
      assert.equal(one.order.asked["full_name"], "Noor Saleh");
      assert.equal(one.order.asked["customer_phone"], "+96555501234");
      assert.ok(String(one.order.webhookUrl).length <= 200);
    });

    it("keeps the shopper's choice, also when it changes", async () => {
      const one = await begin(running, {}, "ottu:cards-main");
      assert.deepEqual(one.order.pgCodes, ["cards-main"]);
      const started = await start(running, one.session, "ottu:knet-main");
      assert.equal(started.status, 201, started.text);
      assert.deepEqual((await begun(running, one.session.id)).order.pgCodes, ["knet-main"]);
    });

    for (const dialect of [
      { link: "usual", status: "200" },
      { link: "usual", status: "201" },
      { link: "details", status: "200" },
      { link: "details", status: "201" },
    ] as const) {
      it(`takes the link from an answer with status ${dialect.status}, ${dialect.link}`, async () => {
        running.sandbox.ottu.setPosDialect(dialect);
        const session = await running.client.createSession(anOrder({ customer }));
        const started = await start(running, session, "ottu:knet-main");
        const { order } = await begun(running, session.id);
        assert.ok(String(started.json.redirectUrl).includes(order.sessionId));
        assert.equal(started.json.amount, "12.750");
      });
    }

    const ends = [
      { state: "failed", status: "failed" },
      { state: "canceled", status: "canceled" },
      { state: "invalided", status: "failed" },
    ] as const;
    for (const { state, status } of ends) {
      it(`ends as ${status} by a disclosure of ${state}, and comes back to the failure page`, async () => {
        const one = await begin(running);
        await running.sandbox.ottu.pay(one.order.sessionId, { state });
        const event = await told(running, one.session.id, "payment.failed");
        assert.deepEqual(event.data.details, { reason: status, evidence: "signed" });
        assert.equal(await standing(running, one), `open/${status}:-`);
        const page = await comeBack(one, "?order_no=x&reference_number=y");
        assert.equal(page.pathname, "/checkout");
      });
    }

    it("ignores what the browser brings back, and goes to the success page once paid", async () => {
      const one = await begin(running);
      const early = await comeBack(
        one,
        `?order_no=${one.orderNumber}&reference_number=r&result=success`,
      );
      assert.equal(early.pathname, "/thank-you");
      assert.equal(await standing(running, one), "pending/pending:-");
      await running.sandbox.ottu.pay(one.order.sessionId);
      const page = await comeBack(one, "?order_no=other&reference_number=other");
      assert.deepEqual(
        [page.pathname, page.searchParams.get("session")],
        ["/thank-you", one.session.id],
      );
      assert.equal(await standing(running, one), "paid/paid:signed");
    });

    it("takes a disclosure that comes twice once", async () => {
      const one = await begin(running);
      await running.sandbox.ottu.pay(one.order.sessionId, { webhook: "twice" });
      await running.sandbox.deliverLate();
      assert.equal(running.sandbox.ottu.orders().at(-1)?.notifications.length, 2);
      await told(running, one.session.id, "checkout.paid");
      assert.deepEqual(countTold(running, one.session.id), ["checkout.paid"]);
    });

    it("is paid late, after it failed", async () => {
      const one = await begin(running);
      await running.sandbox.ottu.pay(one.order.sessionId, { state: "failed" });
      await told(running, one.session.id, "payment.failed");
      await running.sandbox.ottu.pay(one.order.sessionId);
      await told(running, one.session.id, "checkout.paid");
      assert.equal(await standing(running, one), "paid/paid:signed");
    });

    for (const money of [
      { change: { amount: "12.700" }, reason: "amount_short" },
      { change: { amount: "12.800" }, reason: "amount_unclear" },
      { change: { currency: "USD", amount: "12.75" }, reason: "amount_currency" },
    ]) {
      it(`is reviewed when another amount or currency is disclosed (${money.reason})`, async () => {
        const one = await begin(running);
        await running.sandbox.ottu.pay(one.order.sessionId, money.change);
        const event = await told(running, one.session.id, "payment.review");
        const { reason, evidence } = event.data.details ?? {};
        assert.deepEqual([reason, evidence], [money.reason, "signed"]);
        assert.equal(await standing(running, one), "review/review:-");
      });
    }

    it("tells the shop of a second reference on a paid order", async () => {
      const one = await begin(running);
      await running.sandbox.ottu.pay(one.order.sessionId);
      await running.sandbox.ottu.pay(one.order.sessionId, { reference: "second" });
      const event = await told(running, one.session.id, "payment.duplicate");
      assert.deepEqual(event.data.details, { transactionRef: "second", evidence: "signed" });
      assert.deepEqual(countTold(running, one.session.id), ["checkout.paid", "payment.duplicate"]);
    });

    it("stores a disclosure of another order, tells of it, and settles nothing", async () => {
      const one = await begin(running);
      const status = await running.sandbox.ottu.notify(one.order.sessionId, {
        fields: { order_no: "another-order" },
      });
      assert.equal(status, 200);
      await told(running, one.session.id, "payment.unmatched");
      assert.equal(await standing(running, one), "pending/pending:-");
    });

    it("closes an order whose answer was lost by its number, makes another, and still hears of the first", async () => {
      const create = flow === "pos" ? "pos:create" : "pos-d:create";
      running.sandbox.behave("ottu", create, { do: "commit-then-reset" }, 1);
      const one = await begin(running);
      assert.equal(await standing(running, one), "pending/created:-,pending:-");
      const [lost, made] = running.sandbox.ottu.orders().slice(-2);
      assert.deepEqual([lost?.state, made?.orderNo], ["expired", one.orderNumber]);
      await running.sandbox.ottu.pay(lost?.sessionId ?? "");
      await told(running, one.session.id, "checkout.paid");
      assert.match(await standing(running, one), /^paid\/paid:signed,/);
    });

    it("offers nothing that keeps a card, and no other plugin", async () => {
      const plugin = flow === "pos" ? "payment_request" : "e_commerce";
      for (const filter of [{ plugin }, { tokenizable: true }, { autoDebit: true }] as const) {
        const session = await running.client.createSession(anOrder({ customer, filter }));
        const view = await running.get(`/v1/checkout/${session.id}`);
        assert.deepEqual(view.json.methods, [], JSON.stringify(filter));
      }
    });

    it("refuses a session without customer.email, which no gateway would take", async () => {
      const answer = await running.post("/v1/sessions", anOrder(), {
        authorization: `Bearer ${String(running.env["MERCHANT_API_KEYS"])}`,
      });
      assert.deepEqual(
        [answer.status, answer.json.error.code, answer.json.error.field],
        [400, "invalid_request", "customer.email"],
      );
    });
  });
}

describe("an installation that refuses a field which another wants", () => {
  for (const [flow, name] of [
    ["pos", "initiator"],
    ["pos", "full_name"],
    ["pos-d", "gateway_code"],
    ["pos-d", "full_name"],
  ] as const) {
    it(`gets an order without ${name} by OTTU_FLOW=${flow}`, async () => {
      const running = await runLegacy(flow, { env: { OTTU_INITIATOR: "7" } });
      try {
        const body = { [name]: ["Unknown field."] };
        running.sandbox.behave("ottu", `${flow}:create`, { do: "status", status: 400, body }, 1);
        const one = await begin(running, { customer: { ...customer, firstName: "Noor" } });
        assert.equal(running.sandbox.ottu.calls(`${flow}:create`), 2);
        assert.equal(running.sandbox.ottu.orders().length, 1);
        await running.sandbox.ottu.pay(one.order.sessionId);
        assert.equal(await standing(running, one), "paid/paid:signed");
      } finally {
        await running.stop();
      }
    });
  }

  it("says that a method is gone where it makes no order without a code, and lets choose where it does", async () => {
    for (const flow of flows) {
      const running = await runLegacy(flow);
      try {
        const session = await running.client.createSession(anOrder({ customer }));
        await running.get(`/v1/checkout/${session.id}`);
        running.sandbox.ottu.renameCode("knet-main", "knet-new");
        const { status, json } = await start(running, session, "ottu:knet-main");
        if (flow === "pos") {
          assert.deepEqual([status, json.error.code], [409, "method_unavailable"]);
        } else {
          assert.equal(status, 201);
          assert.ok((await begun(running, session.id)).order.pgCodes.includes("knet-new"));
        }
      } finally {
        await running.stop();
      }
    }
  });
});

describe("a session without customer.email where another gateway serves too", () => {
  it("is offered that gateway's methods alone, and the log says why once", async () => {
    const running = await runLegacy("pos", { env: { OTTPAY_CURRENCIES: "USD" } });
    try {
      const inDollars = { amount: "10.00", currency: "USD" };
      for (const _ of [1, 2]) {
        const session = await running.client.createSession(anOrder(inDollars));
        const view = await running.get(`/v1/checkout/${session.id}`);
        const { methods } = view.json as { methods: { provider: string }[] };
        const providers = methods.map(({ provider }) => provider);
        assert.deepEqual([...new Set(providers)], ["ottpay"]);
        const started = await start(running, session, "ottu:cards-main-usd");
        assert.equal(started.json.error.code, "method_unavailable");
      }
      const session = await running.client.createSession(anOrder({ ...inDollars, customer }));
      const view = await running.get(`/v1/checkout/${session.id}`);
      assert.ok(view.text.includes("ottu:cards-main-usd"));
      assert.equal(running.log.filter((line) => line.includes("customer.email")).length, 1);
    } finally {
      await running.stop();
    }
  });
});

for (const flow of flows) {
  describe(`changing one's mind, OTTU_FLOW=${flow}`, () => {
    let running: RunningProxy;
    before(async () => {
      running = await runLegacy(flow);
    });
    after(() => running.stop());
    const created = () => running.sandbox.ottu.calls(`${flow}:create`);

    it("closes the order of the former method by its number before another is made", async () => {
      const one = await begin(running);
      const started = await start(running, one.session, "ottu:cards-main");
      assert.equal(started.status, 201, started.text);
      assert.equal(await standing(running, one), "pending/expired:-,pending:-");
      const former = running.sandbox.ottu
        .orders()
        .find(({ orderNo }) => orderNo === one.orderNumber);
      assert.equal(former?.state, "expired");
      const second = await begun(running, one.session.id);
      await running.sandbox.ottu.pay(second.order.sessionId);
      assert.equal(await standing(running, one), "paid/expired:-,paid:signed");
    });

    it("tells of money for the former order as of a second payment", async () => {
      const one = await begin(running);
      await start(running, one.session, "ottu:cards-main");
      const second = await begun(running, one.session.id);
      await running.sandbox.ottu.pay(second.order.sessionId);
      await running.sandbox.ottu.pay(one.order.sessionId);
      await told(running, one.session.id, "payment.duplicate");
      assert.equal(await standing(running, one), "paid/paid:signed,paid:signed");
    });

    it("lets the shopper go on with the former method while its order cannot be closed", async () => {
      const one = await begin(running);
      const orders = created();
      const refusal = { do: "error", code: "not_allowed" } as const;
      running.sandbox.behave("ottu", "operation", refusal, 2);
      const refused = await start(running, one.session, "ottu:cards-main");
      assert.deepEqual([refused.status, refused.json.error.code], [409, "order_ending"]);
      assert.ok(Number(refused.headers.get("retry-after")) <= 15);
      running.sandbox.behave("ottu", "operation", { do: "status", status: 503 }, 1);
      assert.equal((await start(running, one.session, "ottu:cards-main")).status, 409);
      const again = await start(running, one.session, "ottu:knet-main");
      assert.deepEqual([again.status, created()], [201, orders]);
      assert.equal((await start(running, one.session, "ottu:cards-main")).status, 201);
      assert.equal(created(), orders + 1);
    });

    it("follows a shopper who pays by another method on Ottu's page", async () => {
      const one = await begin(running);
      await running.sandbox.ottu.pay(one.order.sessionId, { code: "cards-second" });
      const [payment] = (await running.client.getSession(one.session.id)).payments;
      assert.deepEqual([payment?.status, payment?.method], ["paid", "ottu:cards-second"]);
    });

    it("closes an order whose session the shop cancels, and tells by which word money came late", async () => {
      const one = await begin(running);
      await running.client.cancelSession(one.session.id);
      await told(running, one.session.id, "checkout.canceled");
      assert.equal(await standing(running, one), "canceled/canceled:-");
      await running.sandbox.ottu.pay(one.order.sessionId);
      const late = await told(running, one.session.id, "payment.late");
      assert.deepEqual(late.data.details, { canceledBy: "shop", evidence: "signed" });
    });
  });
}

describe("turning to the Checkout API", () => {
  it("still settles the orders that were made before, and asks about none of them", async () => {
    const running = await runLegacy("pos");
    try {
      const one = await begin(running);
      await running.restart({ OTTU_FLOW: "checkout" });
      await running.sandbox.ottu.pay(one.order.sessionId);
      assert.equal(await standing(running, one), "paid/paid:signed");
      const session = await running.client.createSession(anOrder());
      assert.equal((await start(running, session, "ottu:knet-main")).status, 201);
      await running.restart(flowEnv("pos"));
      const last = running.sandbox.ottu.orders().at(-1);
      await running.sandbox.ottu.pay(last?.sessionId ?? "");
      await told(running, session.id, "checkout.paid");
      assert.equal(await standing(running, { session }), "paid/paid:query");
    } finally {
      await running.stop();
    }
  });
});
