/** Closing an order that nobody should pay any more: as far as the gateway can, and never further. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ask,
  isGatewayError,
  makeOrder,
  never,
  newRequest,
  openStage,
  toKnown,
  whenAsked,
} from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

export function describeClosing(subject: ProviderSubject): void {
  describe("closing an order", () => {
    it("ends it, or says that it did not", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      const { closesOrders } = stage.gateway;
      assert.equal(await stage.provider.closeOrder(known, never()), closesOrders);
      assert.equal(stage.gateway.orders()[0]?.isPayable, !closesOrders);
    });

    it("ends one of which no answer was seen, by its number", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", { do: "commit-then-reset" });
      await assert.rejects(stage.provider.createOrder(request, never()));
      const { closesOrders } = stage.gateway;
      const known = toKnown(request, null);
      assert.equal(await stage.provider.closeOrder(known, never()), closesOrders);
      assert.equal(stage.gateway.orders()[0]?.isPayable, !closesOrders);
    });

    it("leaves a paid one paid", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      assert.equal(await stage.provider.closeOrder(known, never()), false);
      assert.equal((await ask(stage, known)).state, "paid");
    });

    it("says that it did not for one that was never made", async (t) => {
      const stage = await openStage(t, subject);
      const known = toKnown(await newRequest(stage), null);
      assert.equal(await stage.provider.closeOrder(known, never()), false);
    });

    it("may be asked for again", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      const first = await stage.provider.closeOrder(known, never());
      assert.equal(await stage.provider.closeOrder(known, never()), first);
    });

    it("stops waiting when it is told to, and then does not know, where there is something to wait for", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      stage.gateway.behave("close", { do: "hang" });
      const closing = stage.provider.closeOrder(known, whenAsked(stage));
      if (!stage.gateway.closesOrders) assert.equal(await closing, false);
      else
        await assert.rejects(closing, isGatewayError({ failure: "timeout", outcome: "unknown" }));
    });
  });
}
