import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "node:test";
import type { Sandbox } from "../../../demo/sandbox/index.ts";
import {
  callOttpay,
  createSession,
  initFields,
  postJson,
  readSession,
  start,
  startMerchant,
} from "../merchant.ts";

const control = (sandbox: Sandbox, path: string, body: unknown = {}) =>
  postJson(`${sandbox.ottpay.origin}/_sandbox/${path}`, body) as Promise<{
    status: number;
    body: Record<string, unknown>;
  }>;

async function view(sandbox: Sandbox, path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${sandbox.ottu.url}/_sandbox/${path}`);
  return (await answer.json()) as Record<string, unknown>;
}

describe("the controls over HTTP", () => {
  test("pay, decline, close, expire and notify an order of OTT Pay", async (t) => {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    for (const id of ["A1", "A2", "A3"]) {
      const fields = initFields(sandbox, id, { call_back_url: `${merchant.origin}/x` });
      await callOttpay(sandbox, "PREPAY_INIT", fields);
    }
    await control(sandbox, "ottpay/decline", { order: "A1" });
    const early = await control(sandbox, "ottpay/notify", { order: "A1" });
    assert.deepEqual(early.body, { status: 200 });
    const paid = await control(sandbox, "ottpay/pay", {
      order: "A1",
      fee: "100",
      callback: "twice",
    });
    assert.equal((paid.body["order"] as { status: string }).status, "SUCCESS");
    assert.equal(merchant.received.length, 2);
    await control(sandbox, "deliver-late");
    assert.equal(merchant.received.length, 3);
    await control(sandbox, "ottpay/close", { order: "A2" });
    await control(sandbox, "ottpay/expire", { order: "A3" });
    const { ottpay } = (await view(sandbox, "orders")) as { ottpay: Array<{ status: string }> };
    assert.deepEqual(
      ottpay.map(({ status }) => status),
      ["SUCCESS", "ORDERCLOSE", "ORDERCLOSE"],
    );
  });

  test("end a session of Ottu in any state", async (t) => {
    const sandbox = await start(t);
    const { session_id: session } = await createSession(sandbox);
    const state = async () => (await readSession(sandbox, session)).body["state"];
    await control(sandbox, "ottu/decline", { session, code: "cards-main" });
    assert.equal(await state(), "attempted");
    await control(sandbox, "ottu/expire", { session });
    assert.equal(await state(), "expired");
    await control(sandbox, "ottu/pay", { session, state: "authorized", webhook: "never" });
    assert.equal(await state(), "authorized");
    const notified = await control(sandbox, "ottu/notify", { session });
    assert.deepEqual(notified.body, { status: null });
  });

  test("change what Ottu offers", async (t) => {
    const sandbox = await start(t);
    await control(sandbox, "ottu/rename", { from: "knet-main", to: "knet" });
    await control(sandbox, "ottu/fee", { code: "knet", amount: "0.150" });
    await control(sandbox, "ottu/fee", { code: "cards-main", amount: null });
    const { methods } = (await view(sandbox, "ottu/methods")) as {
      methods: Array<{ code: string; fee: string | null }>;
    };
    const feeOf = (wanted: string) => methods.find(({ code }) => code === wanted)?.fee;
    assert.deepEqual([feeOf("knet"), feeOf("cards-main")], ["0.150", null]);
    const only = [{ code: "x-1", accepted_currencies: ["USD"], name: "X" }];
    await control(sandbox, "ottu/methods", { methods: only });
    assert.deepEqual(
      sandbox.ottu.methods("USD").map(({ code, name }) => [code, name]),
      [["x-1", "X"]],
    );
  });

  test("set dialects, signatures and behaviours, and put all back", async (t) => {
    const sandbox = await start(t);
    await control(sandbox, "ottpay/dialect", { resultName: "rep_code" });
    await control(sandbox, "ottu/signature", { version: "v1" });
    const behaviour = { do: "status", status: 429, retryAfter: 7 };
    await control(sandbox, "behave", { gateway: "ottu", call: "*", behaviour, times: 1 });
    const fields = initFields(sandbox, "A1");
    assert.equal((await callOttpay(sandbox, "PREPAY_INIT", fields))["rep_code"], "SUCCESS");
    const read = `${sandbox.ottu.url}/b/checkout/v1/pymt-txn/x/`;
    const answer = await fetch(read);
    assert.deepEqual([answer.status, answer.headers.get("retry-after")], [429, "7"]);
    await control(sandbox, "reset");
    assert.equal((await fetch(read)).status, 401);
    assert.equal((await callOttpay(sandbox, "PREPAY_INIT", fields))["rsp_code"], "SUCCESS");
    const counts = await view(sandbox, "calls");
    assert.deepEqual(counts, { ottpay: { PREPAY_INIT: 1 }, ottu: { "pymt-txn:read": 1 } });
  });

  test("show the journal from a sequence number on, and the configuration", async (t) => {
    const sandbox = await start(t);
    await createSession(sandbox);
    const { entries } = (await view(sandbox, "journal?since=1")) as {
      entries: Array<{ sequence: number }>;
    };
    assert.deepEqual(
      entries.map(({ sequence }) => sequence),
      [2],
    );
    assert.deepEqual(await view(sandbox, "env"), sandbox.env);
  });

  const refused: ReadonlyArray<
    readonly [path: string, body: unknown, status: number, code: string]
  > = [
    ["ottpay/pay", {}, 400, "invalid"],
    ["ottpay/pay", [], 400, "invalid"],
    ["ottpay/pay", { order: "none" }, 404, "unknown_order"],
    ["ottpay/pay", { order: "A1", amout: "5" }, 400, "invalid"],
    ["ottpay/pay", { order: "A1", amount: "5.00" }, 400, "invalid"],
    ["ottpay/pay", { order: "A1", callback: "soon" }, 400, "invalid"],
    ["ottpay/pay", { order: 1 }, 400, "invalid"],
    ["ottpay/notify", { order: "A1", fields: { amount: 5 } }, 400, "invalid"],
    ["ottpay/dialect", { numbers: "roman" }, 400, "invalid"],
    ["ottu/pay", { session: "none" }, 404, "unknown_session"],
    ["ottu/fee", { code: "none", amount: null }, 404, "unknown_method"],
    ["ottu/fee", { code: "knet-main", amount: "0.1505" }, 400, "invalid"],
    ["ottu/methods", { methods: [{ code: "x" }] }, 400, "invalid"],
    ["behave", { gateway: "bank", call: "*", behaviour: { do: "hang" } }, 400, "invalid"],
    ["behave", { gateway: "ottu", call: "*", behaviour: { do: "dance" } }, 400, "invalid"],
    ["behave", { gateway: "ottu", call: "*", behaviour: { do: "slow" } }, 400, "invalid"],
    [
      "behave",
      { gateway: "ottu", call: "*", behaviour: { do: "status", status: 99 } },
      400,
      "invalid",
    ],
    ["behave", { gateway: "ottu", call: "*", behaviour: { do: "hang", ms: 5 } }, 400, "invalid"],
    ["nothing", {}, 404, "not_found"],
  ];
  for (const [path, body, status, code] of refused) {
    test(`refuse ${path} ${JSON.stringify(body)}`, async (t) => {
      const sandbox = await start(t);
      await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
      const before = sandbox.ottpay.orders();
      const answer = await control(sandbox, path, body);
      assert.equal(answer.status, status);
      assert.equal((answer.body["error"] as { code: string }).code, code);
      assert.deepEqual(sandbox.ottpay.orders(), before);
    });
  }

  const strangers: ReadonlyArray<
    readonly [who: string, headers: Readonly<Record<string, string>>]
  > = [
    ["a web page", { origin: "https://shop.example" }],
    ["a name that was bent to this machine", { host: "evil.example" }],
  ];
  for (const [who, headers] of strangers) {
    test(`answer nothing to ${who}`, async (t) => {
      const sandbox = await start(t);
      const url = `${sandbox.ottpay.origin}/_sandbox/env`;
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const asked = request(url, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on("error", reject).end();
      });
      assert.equal(status, 403);
    });
  }
});
