/** What OTT Pay's variables say of the wire, and what an operator is told of them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConfigError, parseConfig } from "../../../server/index.ts";
import { runProgram } from "../../support/run-program.ts";
import { runProxy } from "../../support/running-proxy.ts";

const ottpay = {
  OTTPAY_MERCHANT_ID: "ON00004652",
  OTTPAY_SHOP_ID: "ON00004652001",
  OTTPAY_OPERATOR_ID: "0000000696",
  OTTPAY_SIGN_KEY: "C0FFEE1234ABCD90",
};
const shop = {
  PUBLIC_URL: "https://pay.shop.example",
  MERCHANT_API_KEYS: "key-0123456789-0123456789",
  MERCHANT_ORIGINS: "https://shop.example",
};
const parse = (change: Record<string, string>) => parseConfig({ ...shop, ...ottpay, ...change });
const parseFile = (change: Record<string, string>) =>
  parseConfig({ ...shop, ACCOUNTS_FILE: "accounts.json" }, () => ({
    text: JSON.stringify({ canada: { ...ottpay, ...change } }),
    isOpenToOthers: false,
  }));

describe("OTTPAY_OUTER", () => {
  for (const [given, outer] of [
    ["", "json"],
    ["json", "json"],
    ["base64", "base64"],
  ] as const) {
    it(`${JSON.stringify(given)} sends ${outer}, in the environment and in the file`, () => {
      for (const { accounts, notes } of [parse, parseFile].map((of) =>
        of({ OTTPAY_OUTER: given }),
      )) {
        assert.equal(accounts[0]?.ottpay?.outer, outer);
        const told = notes.filter((line) => line.includes("OTTPAY_OUTER=base64"));
        assert.equal(told.length, outer === "base64" ? 1 : 0);
      }
    });
  }

  it("refuses what it does not know", () => {
    assert.throws(
      () => parse({ OTTPAY_OUTER: "Base-64" }),
      (error) => error instanceof ConfigError && /^OTTPAY_OUTER must be/.test(error.message),
    );
  });
});

describe("OTTPAY_CURRENCIES", () => {
  for (const [currencies, unknown] of [
    ["", undefined],
    ["CAD", undefined],
    ["CNY,USD,CAD", undefined],
    ["EUR", "EUR"],
    ["CAD,KWD,JPY", "KWD, JPY"],
  ] as const) {
    it(`${JSON.stringify(currencies)} is ${unknown === undefined ? "as documented" : "warned of"}`, () => {
      for (const { warnings } of [parse, parseFile].map((of) =>
        of({ OTTPAY_CURRENCIES: currencies }),
      )) {
        const told = warnings.filter((line) => line.includes("OTTPAY_CURRENCIES has"));
        assert.equal(told.length, unknown === undefined ? 0 : 1);
        assert.ok(unknown === undefined || told[0]?.includes(` has ${unknown}: `));
      }
    });
  }
});

describe("otter-checkout-proxy doctor, of OTT Pay", () => {
  it("warns of a currency that is not documented, and reminds of Base64", async (t) => {
    const running = await runProxy();
    t.after(() => running.stop());
    const ended = await runProgram(["doctor"], {
      ...running.env,
      OTTPAY_CURRENCIES: "CAD,EUR",
      OTTPAY_OUTER: "base64",
    });
    assert.equal(ended.code, 1, ended.output);
    assert.match(ended.output, /^FIX {2}OTTPAY_CURRENCIES has EUR: /m);
    assert.match(ended.output, /^note OTTPAY_OUTER=base64: /m);
    assert.match(ended.output, /^ok {3}ottpay: the credentials work$/m);
  });
});
