/** Making an order: once, or it is said that nobody knows. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Behaviour } from "../../../demo/sandbox/index.ts";
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

/** After any of these the gateway may have made the order. */
const lostAnswers: ReadonlyArray<readonly [what: string, behaviour: Behaviour, made: number]> = [
  ["is cut off after it was made", { do: "commit-then-reset" }, 1],
  ["is cut off before", { do: "reset" }, 0],
  ["is a web page", { do: "html", commit: true }, 1],
  ["is a web page with status 502", { do: "html", status: 502 }, 0],
  ["is an empty object", { do: "status", status: 200, body: {}, commit: true }, 1],
  ["is a list", { do: "status", status: 200, body: [], commit: true }, 1],
  ["is empty", { do: "status", status: 200, commit: true }, 1],
  ["is a redirect", { do: "status", status: 302, commit: true }, 1],
  ["is status 500", { do: "status", status: 500, commit: true }, 1],
];

export function describeMaking(subject: ProviderSubject): void {
  describe("making an order", () => {
    it("makes one, for the money that was asked, and links to it", async (t) => {
      const stage = await openStage(t, subject);
      const { request, made } = await makeOrder(stage);
      const [order, ...more] = stage.gateway.orders();
      assert.deepEqual(more, []);
      assert.deepEqual(
        [order?.number, order?.amount, order?.currency, order?.returnUrl],
        [request.orderNumber, request.amount, request.currency, request.returnUrl],
      );
      assert.ok(order?.isPayable);
      assert.equal(made.expiresAt, stage.clock.now() + request.expiresInSeconds * 1000);
      assert.equal(order.codes.length === 1, stage.provider.capabilities.carriesOneCode);
      for (const code of request.codes) {
        const page = await fetch(stage.provider.redirectUrl(made, code));
        assert.equal(page.status, 200, code);
        assert.ok(order.codes.includes(code), code);
      }
    });

    it("names what each method charges, fee included, where the gateway says so", async (t) => {
      const stage = await openStage(t, subject);
      const { request, made } = await makeOrder(stage);
      for (const [code, charge] of Object.entries(made.charges)) {
        assert.ok(request.codes.includes(code), code);
        assert.match(charge.amount, /^\d+(\.\d+)?$/);
        assert.match(charge.fee, /^\d+(\.\d+)?$/);
      }
    });

    for (const [what, behaviour, made] of lostAnswers) {
      it(`does not know what became of it when the answer ${what}`, async (t) => {
        const stage = await openStage(t, subject);
        const request = await newRequest(stage);
        stage.gateway.behave("make", behaviour);
        const before = stage.gateway.calls();
        const making = stage.provider.createOrder(request, never());
        await assert.rejects(making, isGatewayError({ outcome: "unknown" }));
        assert.equal(stage.gateway.calls() - before, 1, "it is sent once");
        assert.equal(stage.gateway.orders().length, made);
      });
    }

    it("does not know what became of it when it stops waiting", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", { do: "commit-then-hang" });
      await assert.rejects(
        stage.provider.createOrder(request, whenAsked(stage)),
        isGatewayError({ failure: "timeout", outcome: "unknown" }),
      );
    });

    it("knows that nothing was made when the gateway cannot be reached", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      await stage.closeGateway();
      const making = stage.provider.createOrder(request, never());
      await assert.rejects(making, isGatewayError({ failure: "unreachable", outcome: "none" }));
    });

    it("knows that nothing was made when the gateway asks to slow down, and for how long", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", { do: "status", status: 429, retryAfter: 7 });
      await assert.rejects(stage.provider.createOrder(request, never()), (error) => {
        isGatewayError({ failure: "rate_limited", outcome: "none" })(error);
        assert.equal((error as { retryAfterSeconds?: number }).retryAfterSeconds, 7);
        return true;
      });
      assert.equal(stage.gateway.orders().length, 0);
    });

    it("knows that nothing was made when the gateway refuses", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", stage.gateway.refusals.plain);
      const making = stage.provider.createOrder(request, never());
      await assert.rejects(making, isGatewayError({ failure: "refused", outcome: "none" }));
      assert.equal(stage.gateway.orders().length, 0);
    });

    it("says so when the number was taken", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", stage.gateway.refusals.numberTaken);
      const making = stage.provider.createOrder(request, never());
      await assert.rejects(making, isGatewayError({ outcome: "none", gatewayCode: "used" }));
    });

    it("says so when a method is gone, before it links to it", async (t) => {
      const stage = await openStage(t, subject);
      const { codeGone } = stage.gateway.refusals;
      const isGone = isGatewayError({ outcome: "none", gatewayCode: "codes" });
      const request = await newRequest(stage);
      if (codeGone === null) {
        const made = await stage.provider.createOrder(request, never());
        assert.throws(() => stage.provider.redirectUrl(made, "GONE"), isGone);
        return;
      }
      stage.gateway.behave("make", codeGone);
      await assert.rejects(stage.provider.createOrder(request, never()), isGone);
    });

    it("asked for again under its number is the same one, or else is another: then nobody may ask", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", { do: "commit-then-reset" });
      await assert.rejects(stage.provider.createOrder(request, never()));
      const again = await stage.provider.createOrder({ ...request, repeated: true }, never());
      const { repeatsOrders } = stage.provider.capabilities;
      assert.equal(stage.gateway.orders().length, repeatsOrders ? 1 : 2);
      assert.equal((await ask(stage, toKnown(request, again))).state, "open");
      if (!repeatsOrders) return;
      const other = { ...request, amount: request.amount.replace(/\d/, "9"), repeated: true };
      const isTaken = isGatewayError({ outcome: "none", gatewayCode: "used" });
      await assert.rejects(stage.provider.createOrder(other, never()), isTaken);
    });
  });

  describe("numbers and lives of orders", () => {
    it("are numbers that the gateway takes and that never come twice, for the longest reference", async (t) => {
      const stage = await openStage(t, subject);
      const longest = "W".repeat(100);
      const numbers = Array.from({ length: 500 }, () => stage.provider.createOrderNumber(longest));
      assert.equal(new Set(numbers).size, numbers.length);
      const [orderNumber = ""] = numbers;
      await makeOrder(stage, { orderNumber, orderRef: longest });
      assert.equal(stage.gateway.orders()[0]?.number, orderNumber);
    });

    it("are whole seconds, never longer than the session's", async (t) => {
      const { provider } = await openStage(t, subject);
      for (const secondsLeft of [60, 60.9, 899, 3600, 604_800]) {
        const seconds = provider.orderSeconds(secondsLeft);
        assert.ok(Number.isInteger(seconds) && seconds > 0 && seconds <= secondsLeft);
      }
    });
  });

  describe("credentials", () => {
    it("are found good by a harmless call", async (t) => {
      const stage = await openStage(t, subject);
      await stage.provider.checkCredentials(never());
      assert.equal(stage.gateway.calls(), 1);
      assert.deepEqual(stage.gateway.orders(), []);
    });

    it("are found wrong by the same", async (t) => {
      const stage = await openStage(t, subject, { env: subject.wrongCredentials });
      await assert.rejects(stage.provider.checkCredentials(never()), isGatewayError({}));
    });
  });
}
