/** Ottu may list what a merchant did to a payment below it and leave its state as it was. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { json, knownOrder, never, sessionId, startOttu } from "./scripted-ottu.ts";

const order = {
  session_id: sessionId,
  amount: "12.750",
  currency_code: "KWD",
  order_no: knownOrder.orderNumber,
  reference_number: "shop7QK2",
  gateway_account: "knet-main",
};
const captured = (amount: unknown) => ({ state: "paid", amount });
const refunded = (amount: unknown) => ({ state: "refunded", amount });
const voided = { state: "voided", amount: "12.750" };

describe("an order with operations below it", () => {
  for (const [state, transactions, expected, fit] of [
    ["authorized", undefined, "authorized", "fits"],
    ["authorized", [], "authorized", "fits"],
    ["authorized", "none", "authorized", "fits"],
    ["authorized", [{ state: "refund_queued", amount: "12.750" }], "authorized", "fits"],
    ["authorized", [captured("12.750")], "paid", "fits"],
    ["authorized", [captured("12.75")], "paid", "fits"],
    ["authorized", [captured("10.000"), captured("2.750")], "paid", "fits"],
    ["authorized", [captured("10.000")], "paid", "short"],
    ["authorized", [captured("12.750 USD")], "paid", "unclear"],
    ["authorized", [captured(null)], "paid", "unclear"],
    ["authorized", [voided], "canceled", undefined],
    ["authorized", [captured("12.750"), refunded("12.750")], "refunded", "fits"],
    ["authorized", [captured("12.750"), refunded("1.000")], "paid", "fits"],
    ["paid", [refunded("12.000")], "paid", "fits"],
    ["paid", [refunded("12.000"), refunded("0.750")], "refunded", "fits"],
    ["paid", [refunded("12.750 USD")], "paid", "fits"],
    ["paid", [{ state: "refund_rejected", amount: "12.750" }], "paid", "fits"],
    ["attempted", [captured("12.750")], "attempted", undefined],
    ["canceled", [captured("12.750")], "canceled", undefined],
  ] as const) {
    const told = JSON.stringify(transactions) ?? "nothing";
    test(`that reads ${state}, with ${told}, is ${expected}`, async (t) => {
      const { provider } = await startOttu(t, json({ ...order, state, transactions }));
      const report = await provider.query(knownOrder, never());
      assert.equal(report.state, expected);
      if (fit !== undefined) {
        assert.equal(provider.fitsMoney(knownOrder, report, { fee: null, tip: null }), fit);
      }
    });
  }
});
