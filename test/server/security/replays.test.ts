/**
 * Somebody got hold of genuine messages, or of one. Sent again, in any number and with whatever is
 * not signed changed, they pay nothing, tell the shop nothing twice, and cost little.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, it } from "node:test";
import type { SessionRecord } from "../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

interface Begun {
  readonly session: SessionRecord;
  readonly ref: string;
  readonly notifyUrl: string;
}

async function begin(gateway: "ottpay" | "ottu"): Promise<Begun> {
  const session = await running.client.createSession(anOrder(gateway === "ottpay" ? inCanada : {}));
  const method = gateway === "ottpay" ? "ottpay:ALIPAY" : "ottu:knet-main";
  assert.equal((await start(running, session, method)).status, 201);
  return { session, ...(await atGateway(running, session.id)) };
}

/** A webhook as Ottu signs it by V1, which leaves the session id and more unsigned. */
function signed({ ref }: Begun, orderNumber: string): Record<string, unknown> {
  const fields = {
    amount: "12.750",
    currency_code: "KWD",
    order_no: orderNumber,
    reference_number: "ref-1",
    result: "success",
    state: "paid",
  };
  return { ...fields, session_id: ref, signature: running.sandbox.ottu.sign(fields, "v1") };
}

async function post({ notifyUrl }: Begun, body: unknown): Promise<number> {
  return (await running.post(new URL(notifyUrl).pathname, body)).status;
}

const read = (begun: Begun) => running.client.getSession(begun.session.id);
/** How often the gateway was asked how this very order stands. */
const asksAbout = (order: string) =>
  running.sandbox.journal
    .entries()
    .filter(
      ({ call, orderId, from }) =>
        from === "merchant" &&
        orderId === order &&
        (call === "pymt-txn:read" || call === "PREPAY_QUERY"),
    ).length;
const eventsOf = (begun: Begun) =>
  running.events.filter((event) => event.data.session.id === begun.session.id);

/** How many messages the ledger keeps for a session's last payment. */
async function countKept(begun: Begun): Promise<number> {
  const id = (await read(begun)).payments.at(-1)?.id ?? "";
  const file = (running.env["DATABASE_URL"] ?? "").replace(/^file:/, "");
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const counted = database
      .prepare("select count(*) as kept from notifications where payment_id = ?")
      .get(id);
    return Number(counted?.["kept"]);
  } finally {
    database.close();
  }
}

describe("a flood of one genuine message", () => {
  it("with other unsigned fields each time is kept once", async () => {
    const webhook = await begin("ottu");
    const message = signed(webhook, (await read(webhook)).payments[0]?.orderNumber ?? "");
    const callBack = await begin("ottpay");
    const merchantId = running.sandbox.ottpay.merchantId;
    const sealed = running.sandbox.ottpay.seal({ sale_num: callBack.ref, merchant_id: merchantId });
    for (let replay = 0; replay < 10; replay += 1) {
      const unsigned = { fee: `${replay}.000 KWD`, timestamp_utc: `2030-01-01 09:00:0${replay}` };
      assert.equal(await post(webhook, { ...message, ...unsigned }), 200);
      assert.equal(await post(callBack, { ...sealed, rsp_code: `CODE_${replay}` }), 200);
    }
    assert.deepEqual([await countKept(webhook), await countKept(callBack)], [1, 1]);
  });

  it("on an open order leaves it open, one line of history long, and asks the gateway seldom", async () => {
    const begun = await begin("ottu");
    const orderNumber = (await read(begun)).payments[0]?.orderNumber ?? "";
    const body = signed(begun, orderNumber);
    for (let round = 0; round < 10; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 30 }, () => post(begun, body)));
      assert.deepEqual([...new Set(statuses)], [200]);
    }
    const { status, payments } = await read(begun);
    assert.equal(status, "pending");
    const notified = payments[0]?.history.filter(({ fact }) => fact === "notified");
    assert.equal(notified?.length, 1);
    assert.ok((payments[0]?.history.length ?? 0) < 6);
    assert.deepEqual(eventsOf(begun), []);
    const asked = asksAbout(orderNumber);
    assert.ok(asked >= 1 && asked < 30, String(asked));
  });

  it("on a paid order tells the shop once", async () => {
    const begun = await begin("ottpay");
    await running.sandbox.ottpay.pay(begun.ref);
    await running.event((event) => event.data.session.id === begun.session.id);
    const statuses = await Promise.all(
      Array.from({ length: 50 }, () => running.sandbox.ottpay.notify(begun.ref)),
    );
    assert.deepEqual([...new Set(statuses)], [200]);
    const { status, payments } = await read(begun);
    assert.equal(status, "paid");
    assert.ok((payments[0]?.history.length ?? 0) < 6);
    assert.deepEqual(
      eventsOf(begun).map(({ type }) => type),
      ["checkout.paid"],
    );
  });

  it("with another unsigned session id each time is told to the shop a bounded number of times", async () => {
    const begun = await begin("ottu");
    const orderNumber = (await read(begun)).payments[0]?.orderNumber ?? "";
    for (let replay = 0; replay < 60; replay += 1) {
      const body = { ...signed(begun, orderNumber), session_id: String(replay).padStart(40, "a") };
      assert.equal(await post(begun, body), 200);
    }
    const { events } = (await running.get("/v1/events?limit=500", asShop)).json as {
      events: { type: string; data: { session: { id: string } } }[];
    };
    const told = events.filter(({ data }) => data.session.id === begun.session.id);
    assert.equal(told.length, 20);
    assert.ok(told.every(({ type }) => type === "payment.unmatched"));
    assert.equal(asksAbout(orderNumber), 0);
    // And the genuine one is heard all the same.
    await running.sandbox.ottu.pay(begun.ref);
    await running.event(
      (event) => event.type === "checkout.paid" && event.data.session.id === begun.session.id,
    );
  });

  it("at another order's address pays neither", async () => {
    const paid = await begin("ottpay");
    const open = await begin("ottpay");
    await running.sandbox.ottpay.pay(paid.ref, { callback: "never" });
    const order = running.sandbox.ottpay.orders().find((one) => one.prepayOrderId === paid.ref);
    const fields = {
      order_id: order?.payment?.orderId ?? "",
      amount: "1999",
      sale_num: paid.ref,
      merchant_id: running.sandbox.ottpay.merchantId,
    };
    const body = { rsp_code: "SUCCESS", ...running.sandbox.ottpay.seal(fields) };
    for (let replay = 0; replay < 5; replay += 1) assert.equal(await post(open, body), 200);
    assert.equal((await read(open)).status, "pending");
    assert.equal((await read(paid)).status, "pending");
  });
});

describe("unverified messages", () => {
  it("at a known address cause one question at a time, and change nothing", async () => {
    const begun = await begin("ottpay");
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => post(begun, { rsp_code: "SUCCESS", data: "x", md5: "y" })),
    );
    assert.deepEqual([...new Set(statuses)], [401]);
    assert.equal((await read(begun)).status, "pending");
    const asked = asksAbout(begun.ref);
    assert.ok(asked <= 3, String(asked));
  });

  it("tell a guesser nothing: 404 at every address that is not one, whatever is sent", async () => {
    const begun = await begin("ottu");
    const orderNumber = (await read(begun)).payments[0]?.orderNumber ?? "";
    const genuine = signed(begun, orderNumber);
    const token = begun.notifyUrl.split("/").at(-1) ?? "";
    for (const guess of [
      token.slice(0, -1),
      `${token}x`,
      `${token}%00`,
      token.toLowerCase(),
      token.toUpperCase(),
      token.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
      orderNumber,
      begun.session.id,
      "%2e%2e",
      "x".repeat(32),
    ]) {
      for (const body of [genuine, {}, "nonsense"]) {
        const answer = await running.post(`/v1/notifications/ottu/${guess}`, body);
        assert.equal(answer.status, 404, guess);
        assert.equal(answer.json.error.code, "not_found");
      }
    }
    for (const provider of ["ottpay", "OTTU", "ottu%20", "constructor", "__proto__"]) {
      const answer = await running.post(`/v1/notifications/${provider}/${token}`, genuine);
      assert.equal(answer.status, 404, provider);
    }
    assert.equal((await read(begun)).status, "pending");
  });
});

describe("an attacker with the webhook key but not the gateway", () => {
  it("can announce anything, and nothing of it becomes true", async () => {
    const begun = await begin("ottu");
    const orderNumber = (await read(begun)).payments[0]?.orderNumber ?? "";
    for (const claim of [
      { state: "paid", result: "success" },
      { state: "authorized", result: "success" },
      { state: "refunded", result: "success" },
      { state: "canceled", result: "canceled" },
      { state: "expired", result: "failed" },
      { state: "cod", result: "cod" },
      { state: "paid", result: "success", amount: "0.001" },
      { state: "paid", result: "success", currency_code: "USD" },
    ]) {
      const fields = {
        amount: "12.750",
        currency_code: "KWD",
        order_no: orderNumber,
        reference_number: `ref-${JSON.stringify(claim).length}`,
        ...claim,
      };
      const body = {
        ...fields,
        session_id: begun.ref,
        signature: running.sandbox.ottu.sign(fields, "v1"),
      };
      assert.equal(await post(begun, body), 200);
    }
    // The return page asks the gateway before it answers.
    await fetch((await atGateway(running, begun.session.id)).redirectUrl, { redirect: "manual" });
    const { status, payments } = await read(begun);
    assert.deepEqual([status, payments[0]?.status], ["pending", "pending"]);
    assert.equal((await start(running, begun.session, "ottu:knet-main")).status, 201);
  });
});
