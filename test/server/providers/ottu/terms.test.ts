/** What a shop asks of Ottu beside the money, on the wire. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { OrderRequest } from "../../../../server/providers/provider.ts";
import { json, never, orderRequest, sessionId, startOttu } from "./scripted-ottu.ts";

const made = {
  session_id: sessionId,
  checkout_url: "https://pay.shop.example/b/checkout/redirect/start/",
};
const told = ["paid", "authorized", "captured", "refunded", "voided"];
const agreement = { id: "A-1", type: "recurring", total_cycles: 12, seller: { name: "Otter" } };
const noor = { id: "c-88", email: "noor@shop.test", phone: "+965 5550 1234" };

describe("createOrder", () => {
  for (const [what, change, expected] of [
    ["nothing where nothing is asked", { terms: null }, {}],
    ["the payment type", { terms: { paymentType: "one_off" } }, { payment_type: "one_off" }],
    [
      "the agreement as the shop gave it",
      { terms: { paymentType: "auto_debit", agreement }, customer: noor },
      { payment_type: "auto_debit", agreement, customer_id: "c-88" },
    ],
    [
      "whom the card is kept for",
      { terms: { paymentType: "save_card" }, customer: { id: "c-88" } },
      { payment_type: "save_card", customer_id: "c-88" },
    ],
    [
      "what the customer is told of, on each channel once",
      { terms: { notifyCustomer: ["email", "sms", "email"] as const }, customer: noor },
      { notifications: { email: told, sms: told } },
    ],
    [
      "no message to a number that Ottu would refuse with the order",
      {
        terms: { notifyCustomer: ["sms"] as const },
        customer: { phone: "+123456789012345678" },
      },
      {},
    ],
  ] as ReadonlyArray<readonly [string, Partial<OrderRequest>, Record<string, unknown>]>) {
    test(`sends ${what}`, async (t) => {
      const { provider, asked } = await startOttu(t, json(made, 201));
      await provider.createOrder({ ...orderRequest, ...change }, never());
      const body = asked[0]?.body as Record<string, unknown>;
      for (const field of ["payment_type", "agreement", "notifications"]) {
        assert.deepEqual(body[field], expected[field], field);
      }
      if (expected["customer_id"] !== undefined) {
        assert.equal(body["customer_id"], expected["customer_id"]);
      }
    });
  }
});

describe("listMethods", () => {
  for (const autoDebit of [true, false]) {
    test(`asks for auto_debit ${autoDebit}`, async (t) => {
      const { provider, asked } = await startOttu(t, json({ payment_methods: [] }));
      await provider.listMethods({ currency: "KWD", autoDebit }, never());
      assert.equal((asked[0]?.body as Record<string, unknown>)["auto_debit"], autoDebit);
    });
  }
});
