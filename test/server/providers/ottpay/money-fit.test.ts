import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fitsMoney } from "../../../../server/providers/ottpay/money-fit.ts";
import type { GatewayReport, KnownOrder, MoneyFit } from "../../../../server/providers/provider.ts";

const order: KnownOrder = {
  orderNumber: "A1",
  providerRef: "A1",
  amount: "20.00",
  currency: "CAD",
  method: "ALIPAY",
  codes: ["ALIPAY"],
  test: false,
};
const silent: GatewayReport = {
  state: "paid",
  amount: "20.00",
  currency: "CAD",
  fee: null,
  tip: null,
  remaining: null,
  charged: null,
  transactionRef: "T1",
  code: null,
  test: false,
  orderNumber: null,
};
const nothing = { fee: null, tip: null };

type Row = readonly [
  string,
  Partial<GatewayReport>,
  { fee: string | null; tip: string | null },
  MoneyFit,
];
const rows: readonly Row[] = [
  ["the order's amount", {}, nothing, "fits"],
  ["the order's amount without a currency", { currency: null }, nothing, "fits"],
  ["the order's amount with a fee outside it", { fee: "1.00", tip: "0.00" }, nothing, "fits"],
  ["a fee the query states", { amount: "21.00", fee: "1.00" }, nothing, "fits"],
  ["a tip the query states", { amount: "23.00", tip: "3.00" }, nothing, "fits"],
  ["fee and tip together", { amount: "24.00", fee: "1.00", tip: "3.00" }, nothing, "fits"],
  [
    "a fee within it and a tip outside it",
    { amount: "21.00", fee: "1.00", tip: "3.00" },
    nothing,
    "fits",
  ],
  ["a fee a call-back stated", { amount: "21.00" }, { fee: "1.00", tip: null }, "fits"],
  [
    "a fee stated against the query's zero",
    { amount: "21.00", fee: "0.00" },
    { fee: "1.00", tip: null },
    "fits",
  ],
  [
    "the query's fee and a call-back's tip",
    { amount: "24.00", fee: "1.00" },
    { fee: null, tip: "3.00" },
    "fits",
  ],
  ["one cent more, nothing stated", { amount: "20.01" }, nothing, "over"],
  ["more, with a fee of zero", { amount: "21.00", fee: "0.00", tip: "0.00" }, nothing, "over"],
  ["more than the tip explains", { amount: "25.00", tip: "3.00" }, nothing, "over"],
  ["more than the stated fee explains", { amount: "22.00", fee: "1.00" }, nothing, "unclear"],
  ["less than the stated fee explains", { amount: "20.50", fee: "1.00" }, nothing, "unclear"],
  ["less than the stated tip explains", { amount: "21.00", tip: "3.00" }, nothing, "unclear"],
  ["one cent less", { amount: "19.99" }, nothing, "short"],
  [
    "less, with a fee that would fill it up",
    { amount: "19.00", fee: "1.00" },
    { fee: "1.00", tip: null },
    "short",
  ],
  ["nothing paid", { amount: "0.00" }, nothing, "short"],
  ["no amount", { amount: null }, nothing, "unclear"],
  ["another currency", { currency: "USD" }, nothing, "currency"],
  ["another currency and no amount", { currency: "CNY", amount: null }, nothing, "currency"],
];

describe("fitsMoney", () => {
  for (const [what, report, stated, fit] of rows) {
    test(`judges ${what} as ${fit}`, () => {
      assert.equal(fitsMoney(order, { ...silent, ...report }, stated), fit);
    });
  }

  test("compares amounts that a double cannot tell apart", () => {
    const large = { ...order, amount: "9007199254740.93" };
    assert.equal(fitsMoney(large, { ...silent, amount: "9007199254740.92" }, nothing), "short");
    assert.equal(fitsMoney(large, { ...silent, amount: "9007199254740.93" }, nothing), "fits");
  });
});
