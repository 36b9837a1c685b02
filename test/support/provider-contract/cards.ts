/** Charging a card, where its number passes through us: once, and nothing of it is ever told. */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Card, CardCharging, KnownOrder } from "../../../server/providers/provider.ts";
import { ask, fits, isGatewayError, never, openStage, type Stage } from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

const card: Card = {
  number: "5555555555554444",
  brand: "MC",
  name: "Noor Al-Sabah",
  expiry: "0931",
  cvv: "737",
  address: "1 King Street",
  city: "Toronto",
  province: "ON",
  postalCode: "M5V 2T6",
  country: "CA",
};

export function describeCards(subject: ProviderSubject): void {
  const { amount, currency } = subject.money;

  /** Undefined where cards are paid on the gateway's pages alone: then no form of ours is listed. */
  async function openCards(
    t: TestContext,
  ): Promise<{ stage: Stage; cards: CardCharging; known: KnownOrder } | undefined> {
    const stage = await openStage(t, subject);
    const { cards } = stage.provider.capabilities;
    const methods = await stage.provider.listMethods({ currency }, never());
    const ownForms = methods.filter(({ ownForm }) => ownForm === true).map(({ code }) => code);
    assert.deepEqual(ownForms, cards === null ? [] : [cards.code]);
    if (cards === null) return undefined;
    const orderNumber = cards.createOrderNumber();
    const [method, codes] = [cards.code, [cards.code]];
    const known = { orderNumber, providerRef: orderNumber, amount, currency, method, codes };
    return { stage, cards, known: { ...known, test: false } };
  }

  describe("charging a card", () => {
    it("takes the money once, and is found by its number afterwards", async (t) => {
      const opened = await openCards(t);
      if (opened === undefined) return;
      const { stage, cards, known } = opened;
      const report = await cards.charge({ ...known, card }, never());
      assert.deepEqual([report.state, fits(stage, known, report)], ["paid", "fits"]);
      const asked = await ask(stage, known);
      assert.deepEqual([asked.state, asked.transactionRef], ["paid", report.transactionRef]);
    });

    it("is known to have failed when it was declined", async (t) => {
      const opened = await openCards(t);
      if (opened === undefined) return;
      const { stage, cards, known } = opened;
      const declined = { ...card, ...stage.gateway.declinedCard };
      assert.equal((await cards.charge({ ...known, card: declined }, never())).state, "failed");
      assert.equal((await ask(stage, known)).state, "failed");
    });

    it("under a number that was used is not known to be nothing, and says nothing of the card", async (t) => {
      const opened = await openCards(t);
      if (opened === undefined) return;
      const { cards, known } = opened;
      await cards.charge({ ...known, card }, never());
      await assert.rejects(cards.charge({ ...known, card }, never()), (error) => {
        isGatewayError({ outcome: "unknown" })(error);
        const told = `${String(error)} ${JSON.stringify(error)}`;
        for (const part of [card.number, card.cvv, card.name]) assert.ok(!told.includes(part));
        return true;
      });
    });
  });
}
