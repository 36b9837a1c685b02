/** What a row tells of a method beside its name: the currencies it takes, the services on its page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrder, runProxy } from "../../../support/running-proxy.ts";
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

test("shows them in the public list and to the picker, and of OTT Pay what is configured", async () => {
  const running = await runProxy({ env: { OTTPAY_CURRENCIES: "CAD,USD" } });
  try {
    const session = await running.client.createSession(anOrder());
    for (const path of ["/v1/methods?currency=KWD", `/v1/checkout/${session.id}`]) {
      const { json } = await running.get(path);
      const { methods } = json as { methods: { id: string; currencies?: string[] }[] };
      const rowOf = (id: string) => methods.find((method) => method.id === id);
      assert.deepEqual(rowOf("ottu:knet-main")?.currencies, ["KWD"]);
      assert.ok(!("wallets" in (rowOf("ottu:knet-main") ?? {})));
      assert.deepEqual((rowOf("ottu:apple-pay") as { wallets?: string[] }).wallets, ["apple_pay"]);
    }
    const { json } = await running.get("/v1/methods?currency=USD");
    const { methods } = json as { methods: { id: string; currencies?: string[] }[] };
    const wallet = methods.find(({ id }) => id === "ottpay:ALIPAY");
    assert.deepEqual(wallet?.currencies, ["CAD", "USD"]);
  } finally {
    await running.stop();
  }
});
