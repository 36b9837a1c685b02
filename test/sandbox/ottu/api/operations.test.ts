import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callOttu, createSession, ottuPaths, readSession, start } from "../../merchant.ts";

describe("POST /b/pbl/v2/operation/", () => {
  const steps: ReadonlyArray<
    readonly [from: "created" | "paid" | "authorized" | "cod", operation: string, to: string | null]
  > = [
    ["created", "expire", "expired"],
    ["created", "cancel", "canceled"],
    ["created", "refund", null],
    ["paid", "expire", null],
    ["paid", "refund", "refunded"],
    ["authorized", "capture", "paid"],
    ["authorized", "void", "canceled"],
    ["cod", "cancel", "canceled"],
  ];
  for (const [from, operation, to] of steps) {
    test(`${operation} of a ${from} payment ${to === null ? "is refused" : `makes it ${to}`}`, async (t) => {
      const sandbox = await start(t);
      const { session_id: id } = await createSession(sandbox);
      if (from !== "created") await sandbox.ottu.pay(id, { state: from, webhook: "never" });
      const asked = { operation, order_no: "W-20431-k3" };
      const { status, body } = await callOttu(sandbox, ottuPaths.operation, asked);
      assert.equal(status, to === null ? 400 : 200);
      if (to !== null) assert.equal(body["result"], "success");
      assert.equal((await readSession(sandbox, id)).body["state"], to ?? from);
    });
  }

  test("gives part of a payment back, and refuses more than is left", async (t) => {
    const sandbox = await start(t);
    const { session_id: id } = await createSession(sandbox);
    await sandbox.ottu.pay(id, { webhook: "never" });
    const refund = async (amount: string) => {
      const asked = { operation: "refund", session_id: id, amount };
      return (await callOttu(sandbox, ottuPaths.operation, asked)).status;
    };
    assert.equal(await refund("12.000"), 200);
    assert.equal(await refund("0.751"), 400);
    assert.equal(sandbox.ottu.orders()[0]?.state, "paid");
    assert.equal(await refund("0.750"), 200);
    assert.equal(sandbox.ottu.orders()[0]?.state, "refunded");
  });

  test("is done once under a tracking key, whose answer is given again", async (t) => {
    const sandbox = await start(t);
    const { session_id: id } = await createSession(sandbox);
    await sandbox.ottu.pay(id, { webhook: "never" });
    const headers = {
      authorization: `Api-Key ${sandbox.ottu.apiKey}`,
      "tracking-key": "k-1",
    };
    const asked = { operation: "refund", session_id: id, amount: "10.000" };
    for (const _time of [1, 2]) {
      const { status } = await callOttu(sandbox, ottuPaths.operation, asked, headers);
      assert.equal(status, 200);
    }
    const { body } = await readSession(sandbox, id);
    assert.equal(body["refunded_amount"], "10.000");
  });

  test("refuses what names no payment", async (t) => {
    const sandbox = await start(t);
    const unknown = { operation: "expire", order_no: "W-0" };
    assert.equal((await callOttu(sandbox, ottuPaths.operation, unknown)).status, 404);
    const none = await callOttu(sandbox, ottuPaths.operation, { operation: "expire" });
    assert.deepEqual(Object.keys(none.body), ["session_id"]);
  });
});
