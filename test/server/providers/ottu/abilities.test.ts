/** What a row tells of a method beside its name: the currencies it takes, the services on its page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { json, never, startOttu } from "./scripted-ottu.ts";

for (const [told, currencies, wallets] of [
  [{}, undefined, undefined],
  [{ accepted_currencies: [], wallets: [], payment_services: [] }, undefined, undefined],
  [{ accepted_currencies: null, wallets: "ApplePay" }, undefined, undefined],
  [{ accepted_currencies: ["KWD"] }, ["KWD"], undefined],
  [{ accepted_currencies: ["KWD", "USD", "KWD", 7, "kwd"] }, ["KWD", "USD"], undefined],
  [{ wallets: ["ApplePay", "GooglePay"] }, undefined, ["apple_pay", "google_pay"]],
  [{ wallets: ["SomethingNew"] }, undefined, ["SomethingNew"]],
  [
    {
      accepted_currencies: ["SAR"],
      wallets: ["ApplePay"],
      payment_services: [
        { code: "apple_pay", name: "Apple Pay" },
        { code: null, name: "Google Pay" },
      ],
    },
    ["SAR"],
    ["apple_pay", "google_pay"],
  ],
] as const) {
  test(`tells currencies and wallets of ${JSON.stringify(told)}`, async (t) => {
    const row = { code: "cards", name: "Cards", connector: { identifier: "mpgs" }, ...told };
    const { provider } = await startOttu(t, json({ payment_methods: [row] }));
    const [method] = await provider.listMethods({ currency: "KWD" }, never());
    assert.deepEqual([method?.currencies, method?.wallets], [currencies, wallets]);
  });
}
