/** The pay page where a card is the only way to pay: its form comes with the script, its place before. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { anOrder, inCanada, runProxy } from "../../support/running-proxy.ts";

describe("the pay page of a lone card", () => {
  it("keeps the place of its form: as much as that session's form will need", async () => {
    const others = ["WECHATPAY", "ALIPAY", "UNIONPAY", "NONE"].map((code) => `ottpay:${code}`);
    const onlyCards = await runProxy({
      env: { OTTPAY_CARD: "purchase", METHODS_HIDDEN: JSON.stringify({ CAD: others }) },
    });
    const address = { line1: "1 Main St", city: "Ottawa", state: "ON", country: "CA" };
    try {
      for (const [customer, place] of [
        [undefined, "card-form"],
        [{ address }, "card-form short"],
      ] as const) {
        const order = anOrder({ ...inCanada, ...(customer && { customer }) });
        const session = await onlyCards.client.createSession(order);
        const { text } = await onlyCards.get(`/pay/${session.id}`);
        assert.equal(/class="[^"]*(card-form[^"]*)"/.exec(text)?.[1], place);
      }
    } finally {
      await onlyCards.stop();
    }
  });
});
