/** Cards, through the routes, with OTT Pay's simulator behind them. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anOrder, inCanada, runProxy, type RunningProxy } from "../support/running-proxy.ts";
import { payByCard } from "../support/sealed-cards.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { OTTPAY_CARD: "purchase" } });
});
after(() => running.stop());

describe("POST /v1/checkout/:id/payments with a card", () => {
  it("charges it, and says paid", async () => {
    const session = await running.client.createSession(anOrder(inCanada));
    const answer = await payByCard(running, session);
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.json.status, "paid");
  });
});
