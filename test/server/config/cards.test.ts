/** In which shapes a proxy that takes card numbers refuses to start. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startSandbox } from "../../../demo/sandbox/index.ts";
import { ConfigError, createProxy, parseConfig, startProxy } from "../../../server/index.ts";
import { createFolder } from "../../support/folder.ts";
import { apiKey } from "../../support/running-proxy.ts";

const loopback = {
  PUBLIC_URL: "https://pay.shop.example",
  MERCHANT_API_KEYS: apiKey,
  MERCHANT_ORIGINS: "https://shop.example,https://*.shop.example",
  OTTPAY_URL: "http://127.0.0.1:4510/processV2",
  OTTPAY_MERCHANT_ID: "ON00004652",
  OTTPAY_SHOP_ID: "ON00004652001",
  OTTPAY_OPERATOR_ID: "0000000696",
  OTTPAY_SIGN_KEY: "C0FFEE1234ABCD90",
  OTTPAY_CARD: "purchase",
  TRUST_PROXY: "1",
};
const live = {
  ...loopback,
  OTTPAY_URL: "",
  OTTPAY_CARD_SEAL: "inferred-aes-ecb",
  OTTPAY_CARD_PCI: "saq-d",
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
  return [];
}

describe("OTTPAY_CARD", () => {
  it("starts against the simulator with nothing else said, and warns of PCI SAQ D", () => {
    const { notes, accounts } = parseConfig(loopback);
    assert.ok(notes.some((line) => /PCI SAQ D.*GP.*needs none of it/.test(line)));
    assert.deepEqual(accounts[0]?.ottpay?.card, {
      operation: "purchase",
      seal: "inferred-aes-ecb",
    });
    assert.deepEqual(accounts[0]?.ottpay?.wallets, ["WECHATPAY", "ALIPAY", "UNIONPAY", "NONE"]);
  });

  it("starts on the live host only with a named seal and the word of who runs it", () => {
    assert.deepEqual(problemsOf(live), []);
  });

  for (const [name, change, why] of [
    ["OTTPAY_CARD_SEAL", { OTTPAY_CARD_SEAL: "" }, /guess/],
    ["OTTPAY_CARD_PCI", { OTTPAY_CARD_PCI: "" }, /saq-d/],
    ["OTTPAY_CARD_PCI", { OTTPAY_CARD_PCI: "yes" }, /saq-d/],
    ["OTTPAY_CARD", { OTTPAY_CARD: "on" }, /purchase/],
    ["OTTPAY_CARD", { OTTPAY_CURRENCIES: "CNY" }, /CAD and USD/],
    ["OTTPAY_CARD", { PUBLIC_URL: "https://shop.example" }, /MERCHANT_ORIGINS/],
    ["OTTPAY_CARD", { PUBLIC_URL: "https://host.example/pay" }, /has a path/],
    ["OTTPAY_CARD", { MERCHANT_RETURN_ORIGINS: "https://pay.shop.example" }, /RETURN_ORIGINS/],
    ["TRUST_PROXY", { TRUST_PROXY: "" }, /twenty for all/],
    ["TRUST_PROXY", { TRUST_PROXY: "true" }, /any address/],
  ] as const) {
    it(`refuses to start with ${JSON.stringify(change)}`, () => {
      const problems = problemsOf({ ...live, ...change });
      assert.ok(
        problems.some((line) => line.startsWith(`${name} `) && why.test(line)),
        problems.join("\n"),
      );
    });
  }

  it("keeps the hosted card page where the operator names it", () => {
    const { accounts } = parseConfig({ ...loopback, OTTPAY_WALLETS: "GP,ALIPAY" });
    assert.deepEqual(accounts[0]?.ottpay?.wallets, ["GP", "ALIPAY"]);
  });

  it("is refused where the proxy is mounted in another app", async () => {
    await assert.rejects(
      async () => createProxy(loopback),
      (error: Error) => error instanceof ConfigError && error.message.startsWith("OTTPAY_CARD "),
    );
  });

  it("is refused with a seal that nobody has, and takes one that the start is handed", async (t) => {
    const sandbox = await startSandbox();
    t.after(() => sandbox.close());
    const env = {
      ...loopback,
      ...sandbox.env,
      PUBLIC_URL: "http://127.0.0.1:1",
      PORT: "0",
      LOG_LEVEL: "silent",
      DATABASE_URL: `file:${await createFolder(t)}/otter.db`,
      OTTPAY_CARD_SEAL: "ours",
    };
    await assert.rejects(
      async () => startProxy(env),
      (error: Error) =>
        error instanceof ConfigError && error.message.startsWith("OTTPAY_CARD_SEAL "),
    );
    const cardSeals = { ours: () => ({ cc_number: "sealed", cc_sha: "sha" }) };
    const running = await startProxy(env, { world: { cardSeals } });
    await running.stop();
  });
});
