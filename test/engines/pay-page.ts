/** The proxy's own page: with the widget, and where its script does not come. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { inCanada } from "../support/running-proxy.ts";
import { until } from "./engine.ts";
import { scan } from "./scan.ts";
import type { Visit } from "./visit.ts";

/** The shopper stays on the page, which shows what became of it. */
const ofItsOwn = { returnUrl: undefined, failureUrl: undefined };

export function describePayPage(visiting: () => Visit): void {
  it("pays on the proxy's own page", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session({ ...inCanada, ...ofItsOwn });
    await hand.engine.goto(session.url);
    await visit.choose(1);
    assert.deepEqual(await scan(hand), []);
    await hand.keep("pay page");
    await visit.payAndReturn(session);
    await hand.arrive(session.url);
  });
}

/** @param visiting a shop that loses the script */
export function describeLostScript(visiting: () => Visit): void {
  it("shows the link, and the form of the page it leads to pays", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session(inCanada);
    await hand.engine.goto(shop.checkout(session));
    await hand.click("#link", "page");
    await hand.arrive(session.url);
    await hand.click("form.plain label:nth-of-type(2)", "page");
    assert.deepEqual(await scan(hand), []);
    await hand.keep("form");
    await hand.click("form.plain button", "page");
    await hand.arrive(shop.running.sandbox.ottpay.origin);
    await visit.payOnGateway();
    await visit.expectPaid(session);
    const [payment] = (await shop.running.client.getSession(session.id)).payments;
    assert.equal(payment?.method, "ottpay:ALIPAY");
  });

  it("shows a fee on the form's button before it leaves, from right to left", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const { ottu } = shop.running.sandbox;
    ottu.setFee("knet-main", "0.150");
    const session = await shop.session({ ...ofItsOwn, locale: "ar-KW" });
    await hand.engine.goto(session.url);
    await hand.click("form.plain label:nth-of-type(1)", "page");
    await hand.keep("arabic form");
    await hand.click("form.plain button", "page");
    const read = (selector: string) =>
      hand.see((wanted) => document.querySelector(wanted)?.textContent ?? "", selector);
    await until("the total is on the button", async () =>
      /12\.900/.test(await read("form.plain button")),
    );
    await visit.read();
    assert.deepEqual(await scan(hand), []);
    await hand.click("form.plain button", "page");
    await hand.arrive(ottu.url);
    await visit.payOnGateway();
    await visit.expectPaid(session);
    await until("the receipt is there", async () => /تم استلام الدفعة/.test(await read("h1")));
  });
}
