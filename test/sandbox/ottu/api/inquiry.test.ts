import assert from "node:assert/strict";
import { test } from "node:test";
import { createSession, ottuPaths, postJson, start, stoppedClock } from "../../merchant.ts";

test("an inquiry is too early for ten minutes, then throttled for thirty", async (t) => {
  const clock = stoppedClock();
  const sandbox = await start(t, { now: clock.now });
  await createSession(sandbox);
  const inquire = async () => {
    const url = sandbox.ottu.url + ottuPaths.inquiry;
    const headers = { authorization: `Api-Key ${sandbox.ottu.apiKey}` };
    return (await postJson(url, { order_no: "W-20431-k3" }, headers)).status;
  };
  assert.equal(await inquire(), 400);
  clock.pass(600_000);
  assert.equal(await inquire(), 200);
  clock.pass(1_799_999);
  assert.equal(await inquire(), 429);
  clock.pass(1);
  assert.equal(await inquire(), 200);
});
