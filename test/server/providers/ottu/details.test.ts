/** What Ottu knows beside the money: cards that are kept, wallets, languages, currencies, habits. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { promisify } from "node:util";
import type { CreateSessionRequest, Method, SessionRecord } from "../../../../contract/contract.ts";
import { createMethod } from "../../../../demo/sandbox/index.ts";
import { parseConfig } from "../../../../server/config.ts";
import {
  anOrder,
  apiKey,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({
    env: { OTTPAY_CURRENCIES: "CAD,KWD", METHODS_MISSES_PER_MINUTE: "1000" },
  });
});
afterEach(async () => {
  running.sandbox.reset();
  await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
});
after(() => running.stop());

const inDirhams = { amount: "100.00", currency: "AED" } as const;
const noor = { id: "c-88" };
const agreement = {
  id: "A-1",
  type: "recurring",
  amount_variability: "fixed",
  frequency: "monthly",
  cycle_interval_days: 30,
  total_cycles: 12,
  expiry_date: "2031-01-01",
  seller: { name: "Otter", category_code: "5812" },
};

async function rowsOf({ id }: Pick<SessionRecord, "id">): Promise<readonly Method[]> {
  return (await running.get(`/v1/checkout/${id}`)).json.methods as Method[];
}

/** What a customer used before is asked in the background: looks until it is there. */
async function rowsOnce(
  session: SessionRecord,
  fits: (rows: readonly Method[]) => boolean,
): Promise<readonly Method[]> {
  for (let looks = 0; looks < 1_000; looks += 1) {
    const rows = await rowsOf(session);
    if (fits(rows)) return rows;
  }
  return assert.fail("it never came to be");
}

/** The order at the gateway of a session's only payment. */
async function orderOf(session: SessionRecord) {
  const { ref } = await atGateway(running, session.id);
  const order = running.sandbox.ottu.orders().find(({ sessionId }) => sessionId === ref);
  assert.ok(order !== undefined);
  return order;
}

describe("POST /v1/sessions", () => {
  const refused: ReadonlyArray<
    readonly [what: string, field: string, change: Record<string, unknown>]
  > = [
    ["a payment type that is none", "paymentType", { paymentType: "later" }],
    ["save_card for nobody", "customer.id", { paymentType: "save_card" }],
    [
      "save_card for somebody without an id",
      "customer.id",
      { paymentType: "save_card", customer: { email: "noor@shop.test" } },
    ],
    ["auto_debit for nobody", "customer.id", { paymentType: "auto_debit", agreement }],
    ["auto_debit without agreement", "agreement", { paymentType: "auto_debit", customer: noor }],
    ["an agreement for one_off", "agreement", { paymentType: "one_off", agreement }],
    ["an agreement for nothing said", "agreement", { agreement }],
    [
      "an agreement without id",
      "agreement.id",
      { paymentType: "auto_debit", customer: noor, agreement: { type: "other" } },
    ],
    [
      "methods that keep no card, to keep a card",
      "filter.tokenizable",
      { paymentType: "save_card", customer: noor, filter: { tokenizable: false } },
    ],
    [
      "methods that cannot charge again, to charge again",
      "filter.autoDebit",
      { paymentType: "auto_debit", customer: noor, agreement, filter: { autoDebit: false } },
    ],
    [
      "a kept card of a gateway that keeps none",
      "paymentType",
      { ...inCanada, paymentType: "save_card", customer: noor, providers: ["ottpay"] },
    ],
    ["a message to no address", "customer.email", { notifyCustomer: ["email"], customer: noor }],
    ["a message to no telephone", "customer.phone", { notifyCustomer: ["sms"], customer: noor }],
    ["a message by pigeon", "notifyCustomer.0", { notifyCustomer: ["pigeon"] }],
    ["no way of telling at all", "notifyCustomer", { notifyCustomer: [] }],
  ];
  for (const [what, field, change] of refused) {
    it(`refuses ${what}, and says that it is ${field}`, async () => {
      const answer = await running.post("/v1/sessions", { ...anOrder(), ...change }, asShop);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.error.code, "invalid_request");
      assert.equal(answer.json.error.field, field);
    });
  }

  const asked = { paymentType: "save_card", customer: noor } as const;
  const autoDebit = { paymentType: "auto_debit", customer: noor, agreement } as const;
  const turned = Object.fromEntries(Object.entries(agreement).reverse()) as typeof agreement;
  for (const [what, first, next, isSame] of [
    ["the same terms", asked, asked, true],
    ["the agreement told in another order", autoDebit, { ...autoDebit, agreement: turned }, true],
    [
      "another agreement",
      autoDebit,
      { ...autoDebit, agreement: { ...agreement, id: "A-2" } },
      false,
    ],
    ["another payment type", asked, { paymentType: "one_off", customer: noor }, false],
    ["a payment type at all", {}, asked, false],
    ["the card kept for somebody else", asked, { ...asked, customer: { id: "c-89" } }, false],
    ["an authorization instead", {}, { filter: { operation: "authorize" } }, false],
    ["a purchase said in so many words", {}, { filter: { operation: "purchase" } }, true],
    ["another customer of a card that is not kept", { customer: noor }, {}, true],
  ] as ReadonlyArray<
    readonly [string, Partial<CreateSessionRequest>, Partial<CreateSessionRequest>, boolean]
  >) {
    it(`${isSame ? "answers the same session" : "supersedes it"} for one order with ${what}`, async () => {
      const order = anOrder();
      const before = await running.client.createSession({ ...order, ...first });
      const now = await running.client.createSession({ ...order, ...next });
      assert.equal(now.id === before.id, isSame);
      const { status } = await running.client.getSession(before.id);
      assert.equal(status, isSame ? "open" : "canceled");
    });
  }
});

describe("a session whose card is to be kept", () => {
  for (const [what, request, sent] of [
    ["save_card", { paymentType: "save_card" }, { payment_type: "save_card" }],
    [
      "auto_debit",
      { paymentType: "auto_debit", agreement },
      { payment_type: "auto_debit", agreement },
    ],
  ] as const) {
    it(`offers what can keep it and nothing else, and asks Ottu for ${what}`, async () => {
      const session = await running.client.createSession(anOrder({ ...request, customer: noor }));
      const ids = (await rowsOf(session)).map(({ id }) => id);
      assert.deepEqual(ids, ["ottu:cards-main"]);
      const started = await start(running, session, "ottu:cards-main");
      assert.equal(started.status, 201, started.text);
      const order = await orderOf(session);
      for (const [field, value] of Object.entries({ ...sent, customer_id: "c-88" })) {
        assert.deepEqual(order.asked[field], value, field);
      }
    });

    it(`is paid by a webhook whose ${what} token is signed, and keeps no token anywhere`, async () => {
      running.sandbox.ottu.setSignature("v2");
      const session = await running.client.createSession(anOrder({ ...request, customer: noor }));
      await start(running, session, "ottu:cards-main");
      const { sessionId } = await orderOf(session);
      await running.sandbox.ottu.pay(sessionId);
      const order = await orderOf(session);
      assert.deepEqual(
        order.notifications.map(({ status }) => status),
        [200],
      );
      await running.event(
        ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
      );
      const token = `tok_${sessionId.slice(0, 24)}`;
      const known = JSON.stringify([
        running.log,
        running.events,
        await running.client.getSession(session.id),
      ]);
      assert.ok(!known.includes(token));
      for (const bytes of await ledgerFiles()) assert.ok(!bytes.includes(token));
    });

    it(`takes no webhook whose ${what} token was changed on the way`, async () => {
      const session = await running.client.createSession(anOrder({ ...request, customer: noor }));
      await start(running, session, "ottu:cards-main");
      const { sessionId } = await orderOf(session);
      await running.sandbox.ottu.pay(sessionId, { webhook: "never" });
      const status = await running.sandbox.ottu.notify(sessionId, {
        signature: "v2",
        unsigned: { token: { token: "tok_other", customer_id: "c-1", pg_code: "cards-main" } },
      });
      assert.equal(status, 401);
    });
  }

  it("leaves OTT Pay's methods in place where the payment is one_off", async () => {
    const request = anOrder({ paymentType: "one_off" });
    const session = await running.client.createSession(request);
    const rows = await rowsOf(session);
    assert.ok(rows.some(({ provider }) => provider === "ottpay"));
    await start(running, session, "ottu:knet-main");
    assert.equal((await orderOf(session)).asked["payment_type"], "one_off");
  });

  it("has the customer told by Ottu of money, never of another link", async () => {
    const customer = { email: "noor@shop.test", phone: "+965 5550 1234" };
    const request = anOrder({ customer, notifyCustomer: ["email", "sms"] });
    const session = await running.client.createSession(request);
    await start(running, session, "ottu:knet-main");
    const told = ["paid", "authorized", "captured", "refunded", "voided"];
    assert.deepEqual((await orderOf(session)).asked["notifications"], { email: told, sms: told });
  });

  it("forgets the agreement with the customer", async () => {
    const customer = { id: "c-erased" };
    const secret = "the blue villa";
    const request = anOrder({
      paymentType: "auto_debit",
      agreement: { ...agreement, remark: secret },
      customer,
    });
    const session = await running.client.createSession(request);
    await running.proxy.ledger.erasePersonal({ customerId: customer.id }, Date.now());
    const purchase = await running.proxy.ledger.readPurchase({ sessionId: session.id });
    assert.ok(!JSON.stringify(purchase).includes(secret));
  });
});

/** The database with its journal, as it is on the disk. */
async function ledgerFiles(): Promise<readonly Buffer[]> {
  const file = (running.env["DATABASE_URL"] ?? "").replace(/^file:/, "");
  const names = (await readdir(dirname(file))).filter((name) => name.startsWith("ledger.db"));
  assert.ok(names.length > 0);
  return Promise.all(names.map((name) => readFile(`${dirname(file)}/${name}`)));
}

describe("README.md", () => {
  it("has programs that ask for a kept card and for a reservation, and get them", async () => {
    const readme = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
    const programs = blocks.filter((code) => /paymentType|authorize/.test(code));
    const client = new URL("../../../../server/client/index.ts", import.meta.url).href;
    const access = JSON.stringify({ proxyUrl: running.url, apiKey });
    const code = [
      `import { createCheckoutClient } from ${JSON.stringify(client)};`,
      `const checkout = createCheckoutClient(${access});`,
      ...programs,
      "console.log(JSON.stringify([subscription.id, reserved.id]));",
    ].join("\n");
    const args = ["--input-type=module", "--eval", code];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const [subscription = "", reserved = ""] = JSON.parse(stdout) as string[];
    const ids = async (id: string) => (await rowsOf({ id })).map((row) => row.id);
    assert.deepEqual(await ids(subscription), ["ottu:cards-main"]);
    assert.deepEqual(await ids(reserved), ["ottu:cards-sar-hold"]);
    const started = await start(running, { id: subscription }, "ottu:cards-main");
    assert.equal(started.status, 201, started.text);
  });
});

describe("a wallet's row", () => {
  const list = async (query: string) =>
    (await running.get(`/v1/methods?${query}`)).json.methods as Method[];

  it("is Apple Pay, in Arabic too, and says what the browser needs", async () => {
    const rows = await list("currency=KWD");
    const apple = rows.find(({ id }) => id === "ottu:apple-pay");
    assert.deepEqual(
      [apple?.label, apple?.labels, apple?.kind, apple?.needs],
      ["Apple Pay", { en: "Apple Pay", ar: "أبل باي" }, "wallet", "apple_pay"],
    );
    assert.deepEqual(
      rows.filter(({ needs }) => needs !== undefined).map(({ id }) => id),
      ["ottu:apple-pay"],
    );
  });

  it("is the one that was asked for", async () => {
    const ids = async (service: string) =>
      (await list(`currency=AED&paymentServices=${service}`)).map(({ id }) => id);
    assert.deepEqual(await ids("apple_pay"), ["ottu:apple-pay-aed"]);
    assert.deepEqual(await ids("google_pay"), ["ottu:google-pay"]);
    assert.deepEqual(await ids("samsung_pay"), ["ottu:samsung-pay"]);
  });

  it("is a card's where the card offers Apple Pay and nothing else was asked for", async () => {
    const card = createMethod({
      code: "visa",
      name: "Visa",
      accepted_currencies: ["KWD"],
      payment_services: [{ code: "apple_pay", name: "Apple Pay", name_ar: "أبل باي" }],
    });
    running.sandbox.ottu.setMethods([card]);
    const seen = async (query: string) => {
      const row = (await list(query)).find(({ id }) => id === "ottu:visa");
      return [row?.label, row?.kind, row?.needs];
    };
    assert.deepEqual(await seen("currency=KWD"), ["Visa", "card", undefined]);
    const asked = await seen("currency=KWD&paymentServices=apple_pay");
    assert.deepEqual(asked, ["Apple Pay", "wallet", "apple_pay"]);
  });

  it("is found by tag among Ottu's methods alone", async () => {
    const rows = await list("currency=KWD&tags=instalments");
    assert.deepEqual(
      rows.map(({ id }) => id),
      ["ottu:deema-3", "ottu:taly"],
    );
  });
});

describe("OTTU_LABELS", () => {
  it("names a method for all languages, or each, by code and by connector", async () => {
    const labels = { "knet-main": { en: "Debit card", ar: "بطاقة السحب" }, deema: "Later" };
    const own = await runProxy({
      sandbox: running.sandbox,
      env: { OTTU_LABELS: JSON.stringify(labels) },
    });
    try {
      const rows = (await own.get("/v1/methods?currency=KWD")).json.methods as Method[];
      const knet = rows.find(({ id }) => id === "ottu:knet-main");
      const deema = rows.find(({ id }) => id === "ottu:deema-3");
      assert.deepEqual([knet?.label, knet?.labels], ["Debit card", labels["knet-main"]]);
      assert.deepEqual([deema?.label, deema?.labels], ["Later", undefined]);
    } finally {
      await own.stop();
    }
  });

  for (const wrong of [
    "KNET",
    "[]",
    '{"knet-main":""}',
    '{"knet-main":5}',
    '{"knet-main":{}}',
    '{"knet-main":{"Arabic":"كي نت"}}',
    '{"knet-main":{"en":""}}',
    '{"knet-main":{"en":["KNET"]}}',
  ]) {
    it(`refuses to start with ${wrong}`, () => {
      const env = { ...running.env, OTTU_LABELS: wrong };
      assert.throws(() => parseConfig(env), /OTTU_LABELS must be a JSON object of labels/);
    });
  }
});

describe("a method that charges another currency", () => {
  it("says which in the list, and how much once there is an order", async () => {
    const session = await running.client.createSession(anOrder(inDirhams));
    const row = async () => (await rowsOf(session)).find(({ id }) => id === "ottu:cards-dollar");
    const before = await row();
    assert.deepEqual([before?.currency, before?.total, before?.fee], ["USD", undefined, undefined]);
    const started = await start(running, session, "ottu:cards-dollar");
    const { amount, currency, fee } = started.json;
    assert.deepEqual([amount, currency, fee], ["27.23", "USD", "0.00"]);
    const known = await row();
    assert.deepEqual([known?.currency, known?.total, known?.fee], ["USD", "27.23", "0.00"]);
  });

  it("is paid by its own order's money, and records what was charged", async () => {
    const session = await running.client.createSession(anOrder(inDirhams));
    await start(running, session, "ottu:cards-dollar");
    await running.sandbox.ottu.pay((await orderOf(session)).sessionId, { code: "cards-dollar" });
    const { data } = await running.event(
      ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
    );
    const [payment] = data.session.payments;
    assert.deepEqual([data.session.amount, data.session.currency], ["100.00", "AED"]);
    assert.deepEqual([payment?.amount, payment?.currency], ["27.23", "USD"]);
  });
});

describe("what a customer used before", () => {
  const forCustomer = (id: string) => running.client.createSession(anOrder({ customer: { id } }));
  const recent = (rows: readonly Method[]) => rows.filter((row) => row.recent).map((row) => row.id);

  async function payWith(session: SessionRecord, code: string): Promise<void> {
    await start(running, session, `ottu:${code}`);
    await running.sandbox.ottu.pay((await orderOf(session)).sessionId, { code });
    await running.event(
      ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
    );
  }

  it("comes first, the last first, and changes with the next payment", async () => {
    await payWith(await forCustomer("c-1"), "deema-3");
    const second = await forCustomer("c-1");
    const rows = await rowsOnce(second, (each) => recent(each).length > 0);
    assert.deepEqual(
      rows.slice(0, 1).map(({ id }) => id),
      ["ottu:deema-3"],
    );
    await payWith(second, "cards-main");
    const after = await rowsOnce(await forCustomer("c-1"), (each) => recent(each).length > 1);
    assert.deepEqual(
      after.slice(0, 2).map(({ id }) => id),
      ["ottu:cards-main", "ottu:deema-3"],
    );
    assert.equal(new Set(after.map(({ id }) => id)).size, after.length);
  });

  it("is nobody else's, and in no list that is shared", async () => {
    await payWith(await forCustomer("c-2"), "taly");
    const own = await rowsOnce(await forCustomer("c-2"), (each) => recent(each).length > 0);
    assert.deepEqual(recent(own), ["ottu:taly"]);
    assert.deepEqual(recent(await rowsOf(await forCustomer("c-3"))), []);
    const shared = (await running.get("/v1/methods?currency=KWD")).json.methods as Method[];
    assert.deepEqual(recent(shared), []);
  });

  it("is passed over where it is not offered any more", async () => {
    await payWith(await forCustomer("c-4"), "taly");
    await payWith(await forCustomer("c-4"), "deema-3");
    const { ottu } = running.sandbox;
    ottu.setMethods(ottu.methods().filter(({ code }) => code !== "taly"));
    await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
    const rows = await rowsOnce(await forCustomer("c-4"), (each) => recent(each).length > 0);
    assert.deepEqual(recent(rows), ["ottu:deema-3"]);
    assert.ok(!rows.some(({ id }) => id === "ottu:taly"));
  });
});
