/** Where cards are offered, what for, and what their row says. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Method } from "../../../contract/contract.ts";
import { anOrder, inCanada, type RunningProxy } from "../../support/running-proxy.ts";
import { chargesOf, payByCard, runCardProxy } from "../../support/sealed-cards.ts";

let running: RunningProxy;
before(async () => {
  running = await runCardProxy();
});
after(() => running.stop());

describe("the card's row", () => {
  it("is of kind card, says where its form is, and takes the place of the hosted page", async () => {
    const view = await running.get(
      `/v1/checkout/${(await running.client.createSession(anOrder(inCanada))).id}`,
    );
    const rows = view.json.methods as Method[];
    const card = rows.find(({ id }) => id === "ottpay:CARD");
    assert.equal(card?.kind, "card");
    assert.equal(card?.label, "Credit or debit card");
    assert.deepEqual(Object.keys(card?.labels ?? {}), ["en", "ar", "fr", "zh"]);
    assert.deepEqual(
      rows.flatMap(({ id, frame }) => (frame === undefined ? [] : [[id, frame]])),
      [["ottpay:CARD", "/card/"]],
    );
    assert.ok(!rows.some(({ id }) => id === "ottpay:GP"));
    assert.equal(rows.at(-1)?.id, "ottpay:NONE");
    const list = await running.get("/v1/methods?currency=CAD");
    assert.ok((list.json.methods as Method[]).some(({ frame }) => frame === "/card/"));
  });

  it("is not offered in a currency that the channel does not take, nor for another operation", async () => {
    const other = await runCardProxy({
      sandbox: running.sandbox,
      env: { OTTPAY_CURRENCIES: "CAD,CNY", OTTPAY_WALLETS: "GP,ALIPAY" },
    });
    const ids = async (query: string) =>
      ((await other.get(`/v1/methods?${query}`)).json.methods as Method[])
        .filter(({ provider }) => provider === "ottpay")
        .map(({ id, label }) => `${id} ${label}`);
    const wallets = ["ottpay:GP Card, on OTT Pay's page", "ottpay:ALIPAY Alipay"];
    const card = "ottpay:CARD Credit or debit card";
    assert.deepEqual(await ids("currency=CAD"), [...wallets, card]);
    assert.deepEqual(await ids("currency=CAD&operation=purchase"), [...wallets, card]);
    assert.equal((await ids("currency=CNY")).length, 2);
    assert.deepEqual(await ids("currency=CAD&operation=authorize"), []);
    await other.stop();
  });
});

describe("OTTPAY_CARD=preauth", () => {
  it("authorizes, and tells the shop so", async () => {
    const other = await runCardProxy({
      sandbox: running.sandbox,
      env: { OTTPAY_CARD: "preauth" },
    });
    const wish = { ...inCanada, filter: { operation: "authorize" } } as const;
    const session = await other.client.createSession(anOrder(wish));
    const answer = await payByCard(other, session);
    assert.equal(answer.json.status, "authorized", answer.text);
    const told = await other.event(({ type }) => type === "checkout.authorized");
    assert.equal(told.data.session.id, session.id);
    assert.equal((await chargesOf(other, session))[0]?.action, "CC_PREAUTH");

    const lost = await other.client.createSession(anOrder(inCanada));
    other.sandbox.behave("ottpay", "CC_PREAUTH", { do: "commit-then-reset" }, 1);
    assert.equal((await payByCard(other, lost)).json.status, "pending");
    // What it was asked for is known by its number, whatever the configuration says now.
    await other.restart({ OTTPAY_CARD: "off" });
    await other.event(
      ({ type, data }) => type === "checkout.authorized" && data.session.id === lost.id,
    );
    await other.stop();
  });
});

describe("a proxy without cards", () => {
  it("has no such method, and takes no card", async () => {
    const without = await runCardProxy({ sandbox: running.sandbox, env: { OTTPAY_CARD: "off" } });
    const session = await without.client.createSession(anOrder(inCanada));
    const answer = await payByCard(without, session);
    assert.equal(answer.status, 409);
    assert.equal(answer.json.error.code, "method_unavailable");
    await without.stop();
  });
});
