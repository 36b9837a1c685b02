import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { isGatewayError, json, knownOrder, never, startOttu } from "./scripted-ottu.ts";

const methodsPath = "/b/pbl/v2/payment-methods/";
const paidBy = (code: unknown) => ({
  state: "paid",
  amount: "12.750",
  currency_code: "KWD",
  gateway_account: code,
});

/** Lists what `rows` says, whatever was asked, as installations do that do not know the filter. */
async function reportOf(t: TestContext, code: unknown, rows: readonly object[]) {
  const { provider, asked } = await startOttu(t, (response, question) =>
    json(question.path === methodsPath ? { payment_methods: rows } : paidBy(code))(
      response,
      question,
    ),
  );
  const report = await provider.query(knownOrder, never());
  return { test: report.test, lists: asked.filter(({ path }) => path === methodsPath).length };
}

describe("a paid order", () => {
  for (const [what, code, rows, expected] of [
    ["a code that was offered", "knet-main", [], { test: false, lists: 0 }],
    ["no code", undefined, [], { test: false, lists: 0 }],
    [
      "a sandbox code",
      "knet-test",
      [{ code: "knet-test", is_sandbox: true }],
      { test: true, lists: 1 },
    ],
    [
      "a code of the sandbox list that says nothing itself",
      "old",
      [{ code: "old" }],
      { test: true, lists: 1 },
    ],
    [
      "a live code nobody offered",
      "new",
      [{ code: "new", is_sandbox: false }],
      { test: false, lists: 2 },
    ],
    ["a code no list knows", "gone", [], { test: false, lists: 2 }],
  ] as const) {
    test(`paid by ${what}: ${expected.test ? "no real money" : "real money"}`, async (t) => {
      assert.deepEqual(await reportOf(t, code, rows), expected);
    });
  }

  test("is judged by the last list that named the code, also one that was offered", async (t) => {
    const rows = [{ code: "knet-main", is_sandbox: true }];
    const { provider } = await startOttu(t, (response, question) =>
      json(question.path === methodsPath ? { payment_methods: rows } : paidBy("knet-main"))(
        response,
        question,
      ),
    );
    const list = () => provider.listMethods({ currency: "KWD" }, never());
    const isTest = async () => (await provider.query(knownOrder, never())).test;
    assert.equal(await isTest(), false);
    await list();
    assert.equal(await isTest(), true);
    rows[0] = { code: "knet-main", is_sandbox: false };
    await list();
    assert.equal(await isTest(), false);
  });

  test("is not judged at all while the list that must tell cannot be had", async (t) => {
    const { provider } = await startOttu(t, (response, question) =>
      (question.path === methodsPath ? json({}, 503) : json(paidBy("knet-test")))(
        response,
        question,
      ),
    );
    await assert.rejects(
      provider.query(knownOrder, never()),
      isGatewayError({ failure: "server_error", outcome: "unknown" }),
    );
  });

  test("is live where the installation refuses to list sandbox methods", async (t) => {
    const { provider } = await startOttu(t, (response, question) =>
      (question.path === methodsPath
        ? json({ type: ["not a choice"] }, 400)
        : json(paidBy("knet-new")))(response, question),
    );
    assert.equal((await provider.query(knownOrder, never())).test, false);
  });

  test("is a test where the order was made as one", async (t) => {
    const { provider } = await startOttu(t, json(paidBy("any")));
    assert.equal((await provider.query({ ...knownOrder, test: true }, never())).test, true);
  });
});

describe("an open order", () => {
  test("asks for no list", async (t) => {
    const { provider, asked } = await startOttu(
      t,
      json({ ...paidBy("knet-test"), state: "attempted" }),
    );
    assert.equal((await provider.query(knownOrder, never())).test, false);
    assert.equal(asked.length, 1);
  });
});
