/** The variables of Ottu's older API: what is refused, what is warned of, what is the default. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConfigError, parseConfig } from "../../../server/index.ts";
import { runLegacy } from "../../support/legacy-ottu.ts";

const env = {
  PUBLIC_URL: "https://pay.shop.example",
  MERCHANT_API_KEYS: "key-0123456789-0123456789",
  OTTU_URL: "https://ottu.shop.example",
  OTTU_API_KEY: "private.key",
  OTTU_WEBHOOK_KEY: "hmac-key",
};

const problems = (more: Record<string, string>): readonly string[] => {
  try {
    parseConfig({ ...env, ...more });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

function warnings(more: Record<string, string>): readonly string[] {
  const config = parseConfig({ ...env, ...more });
  return [...config.notes, ...config.warnings];
}

describe("the variables of the older API", () => {
  for (const { more, name } of [
    { more: { OTTU_FLOW: "legacy" }, name: "OTTU_FLOW" },
    { more: { OTTU_FLOW: "pos-d" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "0" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "noor" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_FLOW: "pos", OTTU_INITIATOR: "noor" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_FLOW: "pos", OTTU_INITIATOR: "-7" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_INITIATOR: "7" }, name: "OTTU_INITIATOR" },
    { more: { OTTU_POS_TRUST: "signed" }, name: "OTTU_POS_TRUST" },
    { more: { OTTU_FLOW: "pos", OTTU_POS_TRUST: "nobody" }, name: "OTTU_POS_TRUST" },
    { more: { OTTU_FLOW: "pos", OTTU_PLUGIN: "payment_request" }, name: "OTTU_PLUGIN" },
    {
      more: { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7", OTTU_PLUGIN: "e_commerce" },
      name: "OTTU_PLUGIN",
    },
  ]) {
    it(`are refused in one line that names ${name}: ${JSON.stringify(more)}`, () => {
      const found = problems(more);
      assert.equal(found.length, 1, found.join());
      assert.ok(found[0]?.startsWith(`${name} `));
    });
  }

  it("choose the older API by no default", () => {
    assert.equal(warnings({}).length, 0);
    assert.deepEqual(problems({ OTTU_FLOW: "", OTTU_POS_TRUST: "", OTTU_INITIATOR: "" }), []);
  });

  it("say whose orders they are on either path", () => {
    for (const [flow, initiator] of [
      ["pos", "7"],
      ["pos-d", "7"],
      ["pos", ""],
    ] as const) {
      const [account] = parseConfig({
        ...env,
        OTTU_FLOW: flow,
        OTTU_INITIATOR: initiator,
      }).accounts;
      assert.equal(account?.ottu?.pos?.initiator, initiator === "" ? null : 7);
    }
  });

  for (const more of [{ OTTU_FLOW: "pos" }, { OTTU_FLOW: "pos-d", OTTU_INITIATOR: "7" }]) {
    it(`warn once, of ${more.OTTU_FLOW}, that Ottu recommends its Checkout API`, () => {
      const said = warnings(more);
      assert.equal(said.length, 1);
      assert.match(said[0] ?? "", /Ottu recommends its Checkout API/);
    });
  }

  it("warn of the weakest trust", () => {
    const said = warnings({ OTTU_FLOW: "pos", OTTU_POS_TRUST: "path" });
    assert.ok(said.some((line) => line.startsWith("OTTU_POS_TRUST=path")));
  });

  it("list the methods of the plugin that the path belongs to", async () => {
    for (const [flow, plugin] of [
      ["pos", "e_commerce"],
      ["pos-d", "payment_request"],
    ] as const) {
      const running = await runLegacy(flow);
      try {
        await running.get("/v1/methods?currency=KWD");
        const asked = running.sandbox.journal
          .entries()
          .find(({ call, kind }) => call === "payment-methods" && kind === "request");
        assert.equal((asked?.opened as Record<string, unknown>)["plugin"], plugin);
      } finally {
        await running.stop();
      }
    }
  });
});
