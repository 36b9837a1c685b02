/** What is read of a disclosure, however it is written, and what is kept of it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readMessage } from "../../../../server/providers/ottu/notification.ts";
import type { KnownOrder } from "../../../../server/providers/provider.ts";
import { knetResponse as knet } from "../../../support/legacy-ottu.ts";
import { knownOrder, ottuAt } from "./scripted-ottu.ts";

describe("what is read of a disclosure", () => {
  const pos = { flow: "pos", trust: "signed", initiator: null } as const;
  const order: KnownOrder = { ...knownOrder, providerRef: knownOrder.orderNumber };
  const encode = (text: string) => new TextEncoder().encode(text);
  const told = {
    amount: "12.750",
    currency_code: "KWD",
    gateway_account: "knet-main",
    Gateway_name: "kpay",
    full_name: "Noor Al Saleh",
    order_no: order.orderNumber,
    reference_number: "otterABCDEF",
    result: "success",
  };
  const inForm = (nameOf: (member: string) => string) =>
    new URLSearchParams({
      ...told,
      ...Object.fromEntries(Object.entries(knet).map(([name, value]) => [nameOf(name), value])),
    }).toString();
  const shapes = {
    JSON: JSON.stringify({ ...told, gateway_response: knet }),
    "JSON in JSON": JSON.stringify({ ...told, gateway_response: JSON.stringify(knet) }),
    "JSON with a capital": JSON.stringify({ ...told, Gateway_response: knet }),
    "a form with JSON": new URLSearchParams({
      ...told,
      gateway_response: JSON.stringify(knet),
    }).toString(),
    "a form with brackets": inForm((name) => `gateway_response[${name}]`),
    "a form with dots": inForm((name) => `gateway_response.${name}`),
    "a form with capitals": inForm((name) => `GATEWAY_RESPONSE[${name}]`),
    "a form with JSON and a field of its own": new URLSearchParams({
      ...told,
      gateway_response: JSON.stringify({ ...knet, ref: "another" }),
      "gateway_response[ref]": knet.ref,
    }).toString(),
  };

  for (const [what, body] of Object.entries(shapes)) {
    it(`says what it claims, keeps nothing of the customer, and has the bank's answer: ${what}`, () => {
      const provider = ottuAt("https://ottu.shop.example", { pos });
      const opened = provider.openNotification(encode(body), "text/plain", order);
      assert.deepEqual(
        [opened.claimedState, opened.orderNumber, opened.amount, opened.currency, opened.decides],
        ["paid", order.orderNumber, "12.750", "KWD", null],
      );
      assert.deepEqual(
        [opened.facts["gateway_name"], opened.facts["signature_scheme"]],
        ["kpay", "none"],
      );
      assert.ok(!JSON.stringify(opened).includes("oor"));
      assert.deepEqual(readMessage(encode(body))["gateway_response"], knet);
    });
  }

  for (const response of ["text", "{half", 7, [knet], null]) {
    it(`leaves out a bank's answer that is ${JSON.stringify(response)}`, () => {
      const body = JSON.stringify({ ...told, gateway_response: response });
      const opened = ottuAt("https://ottu.shop.example", { pos }).openNotification(
        encode(body),
        "application/json",
        order,
      );
      assert.equal(opened.claimedState, "paid");
    });
  }
});
