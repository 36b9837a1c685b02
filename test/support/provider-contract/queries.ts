/** How an order stands: in the gateway's words or not at all. Nothing but them makes it paid. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Behaviour } from "../../../demo/sandbox/index.ts";
import {
  ask,
  fits,
  isGatewayError,
  makeOrder,
  never,
  newRequest,
  openStage,
  toKnown,
  whenAsked,
} from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

const moneyStates: readonly string[] = ["paid", "authorized", "cash_on_delivery", "refunded"];
const endedStates: readonly string[] = ["closed", "expired", "canceled", "failed"];

const unusable: ReadonlyArray<readonly [what: string, behaviour: Behaviour]> = [
  ["a cut connection", { do: "reset" }],
  ["a web page", { do: "html" }],
  ["an empty object", { do: "status", status: 200, body: {} }],
  ["nothing", { do: "status", status: 200 }],
  ["status 500", { do: "status", status: 500 }],
  ["a redirect", { do: "status", status: 302 }],
];

export function describeQueries(subject: ProviderSubject): void {
  describe("asking how an order stands", () => {
    it("finds a new one open", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      assert.equal((await ask(stage, known)).state, "open");
    });

    it("finds a paid one paid, with the order's money and the gateway's transaction", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const report = await ask(stage, known);
      assert.equal(report.state, "paid");
      assert.equal(fits(stage, known, report), "fits");
      assert.ok(report.transactionRef);
      assert.ok([null, known.orderNumber].includes(report.orderNumber));
    });

    it("takes a declined one for unpaid, and one that is over for ended", async (t) => {
      const stage = await openStage(t, subject);
      const [declined, over] = [await makeOrder(stage), await makeOrder(stage)];
      await stage.gateway.decline(declined.known.orderNumber);
      await stage.gateway.end(over.known.orderNumber);
      assert.ok(!moneyStates.includes((await ask(stage, declined.known)).state));
      assert.ok(endedStates.includes((await ask(stage, over.known)).state));
    });

    it("finds money that came after the end", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.end(known.orderNumber);
      await stage.gateway.pay(known.orderNumber);
      assert.equal((await ask(stage, known)).state, "paid");
    });

    it("tells a second payment from the first", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      const { known: other } = await makeOrder(stage);
      for (const { orderNumber } of [known, other]) await stage.gateway.pay(orderNumber);
      const [one, two] = [await ask(stage, known), await ask(stage, other)];
      assert.notEqual(one.transactionRef, two.transactionRef);
    });

    it("finds one of which no answer was seen by its number, or refuses without a call", async (t) => {
      const stage = await openStage(t, subject);
      const request = await newRequest(stage);
      stage.gateway.behave("make", { do: "commit-then-reset" });
      await assert.rejects(stage.provider.createOrder(request, never()));
      const known = toKnown(request, null);
      const before = stage.gateway.calls();
      if (stage.provider.capabilities.findsOrdersByNumber) {
        assert.equal((await ask(stage, known)).state, "open");
        return;
      }
      await assert.rejects(ask(stage, known), isGatewayError({ failure: "refused" }));
      assert.equal(stage.gateway.calls(), before);
    });

    it("is refused for an order that the gateway does not know", async (t) => {
      const stage = await openStage(t, subject);
      const { request, made } = await makeOrder(stage);
      const orderNumber = stage.provider.createOrderNumber("W-20432");
      // A reference is the order's number, or one of the gateway's own that nobody can have guessed.
      const isNumber = made.providerRef === request.orderNumber;
      const providerRef = isNumber ? orderNumber : "f".repeat(made.providerRef.length);
      const unknown = { ...toKnown(request, made), orderNumber, providerRef };
      await assert.rejects(ask(stage, unknown), isGatewayError({ failure: "refused" }));
    });

    for (const [what, behaviour] of unusable) {
      it(`says nothing of it when the answer is ${what}`, async (t) => {
        const stage = await openStage(t, subject);
        const { known } = await makeOrder(stage);
        await stage.gateway.pay(known.orderNumber);
        stage.gateway.behave("query", behaviour);
        await assert.rejects(ask(stage, known), isGatewayError({ outcome: "unknown" }));
      });
    }

    it("stops waiting when it is told to", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      stage.gateway.behave("query", { do: "hang" });
      await assert.rejects(
        stage.provider.query(known, whenAsked(stage)),
        isGatewayError({ failure: "timeout" }),
      );
    });
  });

  describe("money that the gateway reports", () => {
    const paidWith = (money: { amount?: string; currency?: string }) =>
      async function (t: Parameters<typeof openStage>[0]): Promise<string> {
        const stage = await openStage(t, subject);
        const { known } = await makeOrder(stage);
        await stage.gateway.pay(known.orderNumber, money);
        return fits(stage, known, await ask(stage, known));
      };
    const { amount } = subject.money;

    it("is short where it is less than the order's", async (t) => {
      assert.equal(await paidWith({ amount: amount.replace(/\d/g, "1") })(t), "short");
    });

    it("does not fit where it is more, and nobody said why", async (t) => {
      const fit = await paidWith({ amount: amount.replace(/\d/g, "9") })(t);
      assert.ok(["over", "unclear"].includes(fit), fit);
    });

    it("does not fit in another currency, whatever its amount", async (t) => {
      assert.equal(await paidWith({ currency: subject.otherCurrency })(t), "currency");
    });

    it("is unclear where no amount is stated", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const report = await ask(stage, known);
      assert.equal(fits(stage, known, { ...report, amount: null }), "unclear");
    });
  });
}
