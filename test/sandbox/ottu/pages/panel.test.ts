import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { callOttu, createSession, ottuPaths, press, readSession, start } from "../../merchant.ts";

async function reserved(t: TestContext) {
  const sandbox = await start(t);
  const { session_id: id } = await createSession(sandbox);
  await sandbox.ottu.pay(id, { state: "authorized", webhook: "never" });
  const read = async () => (await readSession(sandbox, id)).body;
  return { sandbox, id, read, page: `${sandbox.ottu.url}/panel/${id}` };
}

describe("the merchant's panel", () => {
  for (const [act, state] of [
    ["capture", "paid"],
    ["void", "canceled"],
  ] as const) {
    test(`can ${act} what was reserved, and offers it on a page`, async (t) => {
      const { read, page } = await reserved(t);
      const text = await (await fetch(page)).text();
      assert.match(text, new RegExp(`value="${act}"`));
      assert.equal((await press(page, { act })).status, 303);
      assert.equal((await read())["state"], state);
    });
  }

  test("lists the payments, and sends a webhook again when staff asks", async (t) => {
    const { sandbox, id, page } = await reserved(t);
    assert.match(await (await fetch(`${sandbox.ottu.url}/panel/`)).text(), new RegExp(id));
    assert.equal((await press(page, { act: "notify" })).status, 303);
  });

  test("refuses what the payment's state does not allow", async (t) => {
    const { sandbox, id, page } = await reserved(t);
    await press(page, { act: "void" });
    assert.equal((await press(page, { act: "capture" })).status, 400);
    assert.equal((await press(page, { act: "explode" })).status, 400);
    assert.equal((await fetch(`${sandbox.ottu.url}/panel/unknown`)).status, 404);
    assert.throws(() => sandbox.ottu.operate(id, "refund"), /refuses to refund/);
  });
});

describe("an operation that shows in the transactions alone", () => {
  test("leaves the payment's state, and is listed below it", async (t) => {
    const { sandbox, id, read } = await reserved(t);
    sandbox.ottu.setOperationShow("transactions");
    sandbox.ottu.operate(id, "capture", "10.000");
    const body = await read();
    assert.equal(body["state"], "authorized");
    const [child] = body["transactions"] as ReadonlyArray<Record<string, unknown>>;
    assert.deepEqual([child?.["state"], child?.["amount"]], ["paid", "10.000"]);
    assert.notEqual(child?.["session_id"], id);
  });

  test("is done once: what was captured is neither captured again nor voided", async (t) => {
    const { sandbox, id } = await reserved(t);
    sandbox.ottu.setOperationShow("transactions");
    sandbox.ottu.operate(id, "capture");
    for (const operation of ["capture", "void"]) {
      const answer = await callOttu(sandbox, ottuPaths.operation, { operation, session_id: id });
      assert.equal(answer.status, 400, operation);
    }
    sandbox.ottu.operate(id, "refund");
    const answer = await callOttu(sandbox, ottuPaths.operation, {
      operation: "refund",
      session_id: id,
    });
    assert.equal(answer.status, 400);
  });

  for (const amount of ["0", "12.751", "x"]) {
    test(`does not capture ${amount}`, async (t) => {
      const { sandbox, id } = await reserved(t);
      const asked = { operation: "capture", session_id: id, amount };
      const { status, body } = await callOttu(sandbox, ottuPaths.operation, asked);
      assert.deepEqual([status, Object.keys(body)], [400, ["amount"]]);
    });
  }
});
