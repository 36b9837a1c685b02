import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sandbox } from "../../../demo/sandbox/index.ts";
import { callOttpay, createSession, initFields, start } from "../merchant.ts";

test("every page says that it is a sandbox", async (t) => {
  const sandbox: Sandbox = await start(t);
  const reply = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
  const { checkout_url: checkout } = await createSession(sandbox);
  for (const url of [String(reply["payinfo"]), checkout, `${sandbox.ottpay.origin}/cashier`]) {
    assert.match(await (await fetch(url)).text(), /Sandbox – no real money/);
  }
});
