/** What the rules of docs/recipes promise, asked of a recipe's shop. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { ShopEvent } from "../../contract/contract.ts";
import { ShopUnderTest, type ShopRecipe } from "./shop-under-test.ts";

const delivered = /deliver W-20431/;

/** An event as the proxy writes it, from one that it sent. */
function paidBy(event: ShopEvent, id: string): string {
  return JSON.stringify({ ...event, id });
}

export function describeShop(name: string, recipe: ShopRecipe): void {
  describe(name, () => {
    it("sends the shopper to the pay page, and delivers when the proxy tells that it is paid", async (t) => {
      const shop = await ShopUnderTest.open(t, recipe);
      const session = await shop.sessionOf("W-20431");
      if (recipe.thanks !== undefined)
        assert.match(await shop.thanks(session), /not confirmed yet/);
      await shop.pay(session);
      assert.match(await shop.process.line(delivered), delivered);
      if (recipe.thanks !== undefined) assert.match(await shop.thanks(session), /has arrived/);
      assert.equal((await shop.order("W-0")).status, 404);
    });

    it("delivers once, however often it is told", async (t) => {
      const { shop, event } = await paidShop(t, recipe);
      for (const id of [event.id, event.id, "evt_another-of-the-same-payment"]) {
        assert.equal(await shop.tell(paidBy(event, id), { secret: shop.secrets.current }), 204);
      }
      assert.equal(shop.process.lines.filter((line) => delivered.test(line)).length, 1);
    });

    it("takes the secret before a change as well, and refuses what is forged, altered or old", async (t) => {
      const { shop, event } = await paidShop(t, recipe);
      const { current, former, foreign } = shop.secrets;
      const body = JSON.stringify(event);
      const ping = JSON.stringify({ id: "evt_1", type: "test.ping", timestamp: "", data: {} });
      assert.equal(await shop.tell(ping, { secret: current }), 204);
      assert.equal(await shop.tell(body, { secret: former }), 204);
      const now = Date.now();
      for (const [what, telling] of [
        ["by somebody else", { secret: foreign }],
        ["altered", { secret: current, sent: body.replace("W-20431", "W-20432") }],
        ["laid out anew", { secret: current, sent: JSON.stringify(event, null, 1) }],
        ["under another id", { secret: current, id: "evt_2", sent: `${body} ` }],
        ["old", { secret: current, at: now - 301_000 }],
        ["from the future", { secret: current, at: now + 310_000 }],
      ] as const) {
        assert.equal(await shop.tell(body, telling), 400, what);
      }
      const bare = await fetch(shop.url + recipe.events, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      assert.equal(bare.status, 400, "unsigned");
    });

    it("delivers nothing for less than the order's amount", async (t) => {
      const shop = await ShopUnderTest.open(t, recipe);
      const cheap = { amount: "0.100", currency: "KWD", orderRef: "W-20432" };
      const { id } = await shop.running.client.createSession(cheap);
      await shop.pay(id);
      assert.match(await shop.process.line(/W-20432/), /look into W-20432/);
    });
  });
}

/** One that has delivered, and the event that made it. */
async function paidShop(
  t: TestContext,
  recipe: ShopRecipe,
): Promise<{ shop: ShopUnderTest; event: ShopEvent }> {
  const shop = await ShopUnderTest.open(t, recipe);
  await shop.pay(await shop.sessionOf("W-20431"));
  await shop.process.line(delivered);
  const [event] = (await shop.running.client.listEvents(0)).events;
  assert.equal(event?.type, "checkout.paid");
  return { shop, event };
}
