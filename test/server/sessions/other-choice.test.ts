/**
 * The same order asked for again with other gateways, another filter or another account: what is
 * asked for now holds, on a session of its own, and not silently what was asked for before.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CreateSessionRequest } from "../../../contract/contract.ts";
import { startSandbox } from "../../../demo/sandbox/index.ts";
import { ottpayOf, ottuOf, writeAccounts } from "../../support/accounts-file.ts";
import { BothGateways, methodAt } from "../../support/both-gateways.ts";
import { anOrder, runProxy, start } from "../../support/running-proxy.ts";

type Choice = Pick<CreateSessionRequest, "providers" | "filter">;

const others: readonly (readonly [string, Choice, Choice])[] = [
  ["only one gateway, after all", {}, { providers: ["ottpay"] }],
  ["all gateways, after one", { providers: ["ottu"] }, {}],
  ["the other gateway", { providers: ["ottu"] }, { providers: ["ottpay"] }],
  ["a filter, after none", {}, { filter: { tags: ["vip"] } }],
  ["no filter, after one", { filter: { pgNames: ["kpay"] } }, {}],
  ["another value", { filter: { tags: ["vip"] } }, { filter: { tags: ["VIP"] } }],
  ["one value more", { filter: { pgNames: ["a"] } }, { filter: { pgNames: ["a", "b"] } }],
];

const same: readonly (readonly [string, Choice, Choice])[] = [
  [
    "gateways in another order",
    { providers: ["ottu", "ottpay"] },
    { providers: ["ottpay", "ottu"] },
  ],
  ["all gateways, by name or not", {}, { providers: ["ottpay", "ottu"] }],
  [
    "values in another order and case",
    { filter: { pgNames: ["a", "b"] } },
    { filter: { pgNames: ["B", "A", "a"] } },
  ],
  ["tags in another order", { filter: { tags: ["a", "b"] } }, { filter: { tags: ["b", "a"] } }],
  ["what goes without saying", {}, { filter: { operation: "purchase" } }],
];

describe("the same order asked for with another choice", () => {
  for (const [what, first, then] of others) {
    it(`gets a session of its own: ${what}`, async (t) => {
      const both = await BothGateways.run(t);
      const one = await both.createSession(first);
      const two = await both.createSession({ ...then, orderRef: one.orderRef });
      assert.notEqual(two.id, one.id);
      assert.equal((await both.running.client.getSession(one.id)).status, "canceled");
      for (const gateway of ["ottpay", "ottu"] as const) {
        const pressed = await start(both.running, one, methodAt[gateway]);
        assert.equal(pressed.json.error.code, "session_canceled");
        if (then.providers?.includes(gateway) !== false) continue;
        const refused = await both.press(two, gateway);
        assert.equal(refused.json.error.code, "method_unavailable", refused.text);
      }
    });
  }

  for (const [what, first, then] of same) {
    it(`gets the session that there is where that means the same: ${what}`, async (t) => {
      const both = await BothGateways.run(t);
      const one = await both.createSession(first);
      const two = await both.createSession({ ...then, orderRef: one.orderRef });
      assert.equal(two.id, one.id);
    });
  }

  it("gets a session of its own for another account, and pays there", async (t) => {
    const [home, abroad] = [await startSandbox(), await startSandbox()];
    const file = await writeAccounts({ abroad: { ...ottpayOf(abroad), ...ottuOf(abroad) } });
    const running = await runProxy({ sandbox: home, env: { ACCOUNTS_FILE: file.path } });
    t.after(async () => {
      await running.stop();
      await Promise.all([home.close(), abroad.close(), file.remove()]);
    });
    const order = anOrder();
    const one = await running.client.createSession({ ...order, account: "default" });
    const two = await running.client.createSession({ ...order, account: "abroad" });
    assert.notEqual(two.id, one.id);
    assert.equal((await start(running, two, "ottu:knet-main")).status, 201);
    assert.deepEqual([home.ottu.orders().length, abroad.ottu.orders().length], [0, 1]);
    assert.equal((await start(running, one, "ottu:knet-main")).json.error.code, "session_canceled");
  });
});
