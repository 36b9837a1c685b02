/** What the picker does on a shop's page. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { inCanada } from "../support/running-proxy.ts";
import { until } from "./engine.ts";
import { scan } from "./scan.ts";
import type { Visit } from "./visit.ts";

export function describePicker(visiting: () => Visit): void {
  it("pays from the picker", async (t) => {
    const visit = visiting();
    const { hand, shop } = visit;
    t.diagnostic(hand.engine.name);
    const session = await shop.session(inCanada);
    await visit.openPicker(session);
    assert.equal(await visit.choose(1), "ottpay:WECHATPAY");
    assert.deepEqual(await scan(hand), []);
    await hand.keep("picker");
    await visit.pay();
    await hand.arrive(shop.running.sandbox.ottpay.origin);
    await visit.payOnGateway();
    await visit.expectPaid(session);
    await visit.expectThanks();
    await hand.keep("result");
  });

  it("puts the choice into the form around it, which is not sent without one", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session(inCanada);
    await visit.openPicker(session);
    await hand.click("#order", "page");
    assert.deepEqual(shop.posted, []);
    await visit.choose(2);
    await hand.click("#order", "page");
    await hand.arrive(new URL("/order", shop.checkout(session)).href);
    assert.deepEqual(shop.posted, [{ method: "ottpay:ALIPAY" }]);
    await visit.openPicker(session, "en-CA", "ottpay:ALIPAY");
    assert.equal(await visit.chosen(), "ottpay:ALIPAY");
    await visit.payAndReturn(session);
  });

  it("pays by keyboard alone", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session(inCanada);
    await visit.openPicker(session);
    const focused = () =>
      hand.see(
        () => document.querySelector("otter-checkout")?.shadowRoot?.activeElement?.className ?? "-",
      );
    await until("Tab leads into the list", async () => {
      await hand.engine.press("Tab");
      return (await focused()) === "";
    });
    await hand.engine.press("ArrowDown");
    await until("an arrow chooses", async () => (await visit.chosen()) === "ottpay:ALIPAY");
    await hand.engine.press("ArrowUp");
    await until("back again", async () => (await visit.chosen()) === "ottpay:WECHATPAY");
    await hand.engine.press("Tab");
    await until("Tab leads on", async () => ["pay", "scan-button"].includes(await focused()));
    // Where a mouse points, the offer to pay with a phone comes before Pay.
    if ((await focused()) === "scan-button") await hand.engine.press("Tab");
    await until("Pay has the focus", async () => (await focused()) === "pay");
    await hand.engine.press("Enter");
    await visit.payOnGateway();
    await visit.expectPaid(session);
  });

  it("shows a fee on the button before it leaves", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const { ottu } = shop.running.sandbox;
    ottu.setFee("knet-main", "0.150");
    try {
      const session = await shop.session({});
      await visit.openPicker(session);
      await visit.choose(1);
      await visit.pay();
      await until("the sum is shown", async () => /12\.900/.test(await hand.read("[part=sum]")));
      assert.match(await hand.read("button.pay"), /12\.900/);
      await hand.keep("fee");
      await visit.read();
      await visit.pay();
      await hand.arrive(ottu.url);
      await visit.payOnGateway();
      await visit.expectPaid(session);
    } finally {
      ottu.setFee("knet-main", null);
    }
  });

  it("can be used again after Back from the gateway", async (t) => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session(inCanada);
    await visit.openPicker(session);
    await visit.choose(1);
    await hand.see(() => void Object.assign(window, { leftByTheTest: true }));
    await visit.pay();
    await hand.arrive(shop.running.sandbox.ottpay.origin);
    await hand.engine.back();
    await hand.arrive(shop.checkout(session));
    const isKept = await hand.see(() => "leftByTheTest" in window);
    t.diagnostic(isKept ? "the page was kept" : "the page was loaded again");
    // By its value: below the chosen row stands the offer to pay with a phone.
    await hand.click('input[value="ottpay:UNIONPAY"]');
    await until("another is chosen", async () => (await visit.chosen()) === "ottpay:UNIONPAY");
    await visit.payAndReturn(session);
  });

  it("charges a card that is typed into its frame", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const { engine } = hand;
    const session = await shop.session(inCanada);
    await visit.openPicker(session);
    await visit.choose(4);
    await until("the form is there", () =>
      hand.seeInFrame(() => document.querySelector("#number") !== null),
    );
    assert.equal(
      await hand.seeInFrame(() => document.documentElement.scrollHeight - innerHeight),
      0,
      "there is no scroll bar",
    );
    await hand.clickInFrame("#number");
    const typed = {
      ...{ number: "4242424242424242", expiry: "1230", cvv: "737", name: "Ada Lovelace" },
      ...{ postalCode: "K1A0B1", country: "Can", address: "111 Wellington St", city: "Ottawa" },
      province: "Ont",
    };
    for (const [name, text] of Object.entries(typed)) {
      await until(`${name} has the focus`, () =>
        hand.seeInFrame((id) => document.activeElement?.id === id, name),
      );
      await engine.type(text);
      if (name !== "province") await engine.press("Tab");
    }
    await until("the last is chosen", () =>
      hand.seeInFrame(() => document.querySelector<HTMLSelectElement>("#province")?.value === "ON"),
    );
    await hand.keep("card");
    await visit.pay();
    await visit.expectPaid(session);
    await visit.expectThanks();
  });

  it("reads from right to left, and pays", async () => {
    const visit = visiting();
    const { hand, shop } = visit;
    const session = await shop.session({});
    await visit.openPicker(session, "ar-KW");
    await visit.choose(1);
    const { direction, isMirrored } = await hand.see(() => {
      const root = document.querySelector("otter-checkout")!.shadowRoot!;
      const left = (selector: string) => root.querySelector(selector)!.getBoundingClientRect().left;
      return {
        direction: getComputedStyle(root.querySelector(".base")!).direction,
        isMirrored: left("input") > left("[part=label]"),
      };
    });
    assert.deepEqual({ direction, isMirrored }, { direction: "rtl", isMirrored: true });
    assert.match(await hand.read("button.pay"), /^ادفع/);
    assert.deepEqual(await scan(hand), []);
    await hand.keep("arabic");
    await visit.payAndReturn(session);
  });
}
