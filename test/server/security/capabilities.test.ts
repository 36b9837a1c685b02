/** What the holder of a session id sees and may do: the order's methods and a start, nothing else. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  shopOrigin,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { ManualClock } from "../../support/manual-clock.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

const whole = {
  description: "A very private thing",
  customer: { id: "customer-9", email: "noor@shop.test", phone: "+96555501234", firstName: "Noor" },
  metadata: { cart: "cart-0815", note: "leave it with the neighbour" },
};
/** Nobody but the shop's server may read these. */
const forTheShop = /customer-9|noor@|5550|Noor|cart-0815|neighbour|thank-you-0815/;

async function open(request: Parameters<typeof anOrder>[0] = {}): Promise<SessionRecord> {
  return running.client.createSession(
    anOrder({ ...whole, returnUrl: `${shopOrigin}/thank-you-0815`, ...request }),
  );
}

const view = async (id: string) =>
  (await running.get(`/v1/checkout/${id}`)).json as Record<string, unknown>;

/** Each final state, brought about as it really comes about. */
const endings: readonly (readonly [
  status: string,
  end: (session: SessionRecord) => Promise<void>,
])[] = [
  [
    "paid",
    async (session) => {
      await start(running, session, "ottu:knet-main");
      await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
      await eventOf(session, "checkout.paid");
    },
  ],
  [
    "authorized",
    async (session) => {
      await start(running, session, "ottu:knet-main");
      const { ref } = await atGateway(running, session.id);
      await running.sandbox.ottu.pay(ref, { state: "authorized" });
      await eventOf(session, "checkout.authorized");
    },
  ],
  [
    "review",
    async (session) => {
      await start(running, session, "ottu:knet-main");
      const { ref } = await atGateway(running, session.id);
      await running.sandbox.ottu.pay(ref, { amount: "1.000" });
      await eventOf(session, "payment.review");
    },
  ],
  [
    "canceled",
    async (session) => {
      await running.client.cancelSession(session.id);
    },
  ],
];

async function eventOf(session: SessionRecord, type: string): Promise<void> {
  await running.event((event) => event.type === type && event.data.session.id === session.id);
}

async function assertClosed(session: SessionRecord, status: string): Promise<void> {
  const { receipt, ...seen } = await view(session.id);
  assert.deepEqual(seen, {
    id: session.id,
    status,
    amount: session.amount,
    currency: session.currency,
    methods: [],
  });
  const keys =
    status === "paid" || status === "authorized" ? ["order", "method", "reference", "at"] : [];
  assert.deepEqual(Object.keys(receipt ?? {}), keys);
  const refused = await start(running, session, "ottu:knet-main");
  assert.ok(refused.status === 409 || refused.status === 410, refused.text);
  for (const text of [refused.text, (await running.get(`/pay/${session.id}`)).text]) {
    assert.doesNotMatch(text, /very private|customer-9|noor@|5550|Noor|cart-0815|neighbour/);
  }
}

describe("the holder of a session id", () => {
  it("sees what the picker needs, and nothing of the customer, the cart or the return address", async () => {
    const session = await open();
    assert.deepEqual(Object.keys(await view(session.id)).sort(), [
      "amount",
      "currency",
      "description",
      "expiresAt",
      "id",
      "locale",
      "methods",
      "now",
      "orderRef",
      "partial",
      "status",
    ]);
    const started = await start(running, session, "ottu:knet-main");
    assert.deepEqual(Object.keys(started.json as object).sort(), [
      "amount",
      "currency",
      "expiresAt",
      "fee",
      "feeDescription",
      "paymentId",
      "redirectUrl",
    ]);
    const page = await running.get(`/pay/${session.id}`);
    const after = await running.get(`/v1/checkout/${session.id}`);
    for (const text of [started.text, page.text, after.text]) {
      assert.doesNotMatch(text, forTheShop);
    }
  });

  it("never sees the tokens of its notifications and returns", async () => {
    const session = await open();
    const started = await start(running, session, "ottu:knet-main");
    const { redirectUrl, notifyUrl } = await atGateway(running, session.id);
    const record = JSON.stringify(await running.client.getSession(session.id));
    const texts = [
      started.text,
      (await running.get(`/v1/checkout/${session.id}`)).text,
      (await running.get(`/pay/${session.id}`)).text,
      record,
      JSON.stringify(running.events),
    ];
    for (const address of [redirectUrl, notifyUrl]) {
      const token = address.split("/").at(-1) ?? "";
      assert.match(token, /^[\w-]{32}$/);
      for (const text of texts) assert.ok(!text.includes(token));
    }
  });

  it("may not do what the shop's server may", async () => {
    const session = await open();
    const bearer = { authorization: `Bearer ${session.id}` };
    const asked = await Promise.all([
      running.get(`/v1/sessions/${session.id}`, bearer),
      running.get(`/v1/sessions`, bearer),
      running.get(`/v1/events`, bearer),
      running.post(`/v1/sessions/${session.id}/cancel`, {}, bearer),
      running.post(`/v1/sessions/${session.id}/resolve`, {}, bearer),
      running.post(`/v1/sessions`, anOrder(), bearer),
    ]);
    assert.deepEqual(
      asked.map(({ status }) => status),
      [401, 401, 401, 401, 401, 401],
    );
  });

  for (const [status, end] of endings) {
    it(`learns of a session that is ${status} its id, status, amount, currency and a receipt of its money alone`, async () => {
      const session = await open();
      await end(session);
      await assertClosed(session, status);
    });
  }

  it("learns of a session whose time is over no more than that either", async () => {
    const clock = new ManualClock(Date.now());
    const other = await runProxy({ sandbox: running.sandbox, options: { world: { clock } } });
    try {
      const session = await other.client.createSession(anOrder({ ...whole, expiresInSeconds: 60 }));
      await clock.advance(61_000);
      await other.event((event) => event.type === "checkout.expired");
      const seen = await other.get(`/v1/checkout/${session.id}`);
      assert.deepEqual(Object.keys(seen.json as object), [
        "id",
        "status",
        "amount",
        "currency",
        "methods",
      ]);
      assert.equal((seen.json as { status: string }).status, "expired");
      const page = await other.get(`/pay/${session.id}`);
      assert.doesNotMatch(page.text, /very private|cart-0815|noor@/);
      assert.ok(!page.text.includes(session.orderRef));
    } finally {
      await other.stop();
    }
  });

  it("sees on the pay page which order it was only where money was taken", async () => {
    const canceled = await open();
    await running.client.cancelSession(canceled.id);
    assert.ok(!(await running.get(`/pay/${canceled.id}`)).text.includes(canceled.orderRef));
    const paid = await open(inCanada);
    await start(running, paid, "ottpay:ALIPAY");
    await running.sandbox.ottpay.pay((await atGateway(running, paid.id)).ref);
    await eventOf(paid, "checkout.paid");
    assert.ok((await running.get(`/pay/${paid.id}`)).text.includes(paid.orderRef));
  });
});

describe("the shop's records", () => {
  it("are never stored by a cache on the way", async () => {
    const session = await open();
    for (const path of ["/v1/sessions", `/v1/sessions/${session.id}`, "/v1/events"]) {
      const answer = await running.get(path, asShop);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
  });
});
