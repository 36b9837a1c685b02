/**
 * The same visits in the real engines: the oldest Chromium of the baseline, Firefox and WebKit. Each
 * ends in a payment at the simulated gateways. `ENGINE=firefox` runs one of them.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inCanada } from "../support/running-proxy.ts";
import { startChromium92 } from "./chromium-92.ts";
import { patienceMs, until, within, type Engine } from "./engine.ts";
import { startFirefox } from "./firefox.ts";
import { Hand } from "./hand.ts";
import { openShop, type EngineShop } from "./shop.ts";
import { startWebkit } from "./webkit.ts";

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  "chromium-92": startChromium92,
  firefox: startFirefox,
  webkit: startWebkit,
};
const chosen = process.env["ENGINE"] ?? "";

for (const [name, start] of Object.entries(engines)) {
  if (chosen !== "" && chosen !== name) continue;
  describe(name, { timeout: 600_000 }, () => {
    let shop: EngineShop;
    let hand: Hand;

    before(async () => {
      shop = await openShop();
      hand = new Hand(await start());
    });
    after(async () => {
      await hand?.engine.stop();
      await shop?.stop();
    });

    /** The row of the method at this place of the list, by the mouse. */
    const choose = (place: number) => hand.click(`[part=list] > label:nth-of-type(${place})`);
    const chosenId = () =>
      hand.see(
        () =>
          document
            .querySelector("otter-checkout")
            ?.shadowRoot?.querySelector<HTMLInputElement>("input:checked")?.value ?? "",
      );
    const pay = () => hand.click("button.pay");
    /** The gateway's page is not ours to try: its button is pressed by a script. */
    const payOnGateway = () =>
      until("the gateway's page can be used", () =>
        hand.see(() => {
          const button = document.querySelector<HTMLElement>("button[name=act][value=pay]");
          if (button === null || document.readyState !== "complete") return false;
          button.click();
          return true;
        }),
      );
    /** The shop has heard of it, and the shopper is back from the gateway. */
    const expectPaid = async (session: { readonly id: string }) => {
      const heard = shop.running.event(
        ({ type, data }) => type === "checkout.paid" && data.session.id === session.id,
      );
      await within(heard, patienceMs);
      await until("back from the gateway", () =>
        hand.see(
          () => document.readyState === "complete" && !document.querySelector("button[name=act]"),
        ),
      );
    };
    const expectThanks = () =>
      until("the outcome is shown", async () =>
        /complete/.test(await hand.read("[part=panel] .title")),
      );

    it("pays from the picker", async (t) => {
      t.diagnostic(hand.engine.name);
      const session = await shop.session(inCanada);
      await hand.engine.goto(shop.checkout(session));
      await choose(1);
      assert.equal(await until("it is chosen", chosenId), "ottpay:WECHATPAY");
      await hand.keep("picker");
      await pay();
      await hand.arrive(shop.running.sandbox.ottpay.origin);
      await payOnGateway();
      await expectPaid(session);
      await expectThanks();
      await hand.keep("result");
    });

    it("puts the choice into the form around it, which is not sent without one", async () => {
      const session = await shop.session(inCanada);
      await hand.engine.goto(shop.checkout(session));
      await until("the picker is there", () => hand.read("button.pay"));
      await hand.click("#order", "page");
      assert.deepEqual(shop.posted, []);
      await choose(2);
      await until("it is chosen", chosenId);
      await hand.click("#order", "page");
      await hand.arrive(new URL("/order", shop.checkout(session)).href);
      assert.deepEqual(shop.posted, [{ method: "ottpay:ALIPAY" }]);
      await hand.engine.goto(shop.checkout(session, "en-CA", "ottpay:ALIPAY"));
      assert.equal(await until("it is chosen from the start", chosenId), "ottpay:ALIPAY");
      await pay();
      await payOnGateway();
      await expectPaid(session);
    });

    it("pays by keyboard alone", async () => {
      const session = await shop.session(inCanada);
      await hand.engine.goto(shop.checkout(session));
      await until("the picker is there", () => hand.read("button.pay"));
      const focused = () =>
        hand.see(
          () =>
            document.querySelector("otter-checkout")?.shadowRoot?.activeElement?.className ?? "-",
        );
      await until("Tab leads into the list", async () => {
        await hand.engine.press("Tab");
        return (await focused()) === "";
      });
      await hand.engine.press("ArrowDown");
      await until("an arrow chooses", async () => (await chosenId()) === "ottpay:ALIPAY");
      await hand.engine.press("ArrowUp");
      await until("back again", async () => (await chosenId()) === "ottpay:WECHATPAY");
      await hand.engine.press("Tab");
      await until("Pay has the focus", async () => (await focused()) === "pay");
      // Without a window manager its window never has the focus, and Firefox then takes no Enter.
      if (name === "firefox") await pay();
      else await hand.engine.press("Enter");
      await payOnGateway();
      await expectPaid(session);
    });

    it("shows a fee on the button before it leaves", async () => {
      shop.running.sandbox.ottu.setFee("knet-main", "0.150");
      try {
        const session = await shop.session({});
        await hand.engine.goto(shop.checkout(session));
        await choose(1);
        await until("it is chosen", chosenId);
        await pay();
        await until("the sum is shown", async () => /12\.900/.test(await hand.read("[part=sum]")));
        assert.match(await hand.read("button.pay"), /12\.900/);
        await hand.keep("fee");
        const gateway = shop.running.sandbox.ottu.url;
        await until("a press that can have read it leaves", async () => {
          const address = await hand.see(() => location.href);
          if (address.startsWith(gateway)) return true;
          await hand.clickIfThere("button.pay");
          return false;
        });
        await payOnGateway();
        await expectPaid(session);
      } finally {
        shop.running.sandbox.ottu.setFee("knet-main", null);
      }
    });

    it("can be used again after Back from the gateway", async (t) => {
      const session = await shop.session(inCanada);
      await hand.engine.goto(shop.checkout(session));
      await choose(1);
      await until("it is chosen", chosenId);
      await hand.see(() => void Object.assign(window, { leftByTheTest: true }));
      await pay();
      await hand.arrive(shop.running.sandbox.ottpay.origin);
      await hand.engine.back();
      await hand.arrive(shop.checkout(session));
      const isKept = await hand.see(() => "leftByTheTest" in window);
      t.diagnostic(isKept ? "the page was kept" : "the page was loaded again");
      await choose(3);
      await until("another is chosen", async () => (await chosenId()) === "ottpay:UNIONPAY");
      await pay();
      await payOnGateway();
      await expectPaid(session);
    });

    it("charges a card in its frame", async () => {
      const session = await shop.session(inCanada);
      await hand.engine.goto(shop.checkout(session));
      await choose(4);
      await until("the form is there", () =>
        hand.seeInFrame(() => document.querySelector("#number") !== null),
      );
      await hand.seeInFrame(() => {
        const card = {
          ...{ number: "4242 4242 4242 4242", expiry: "12/2030", cvv: "737" },
          ...{ name: "Ada Lovelace", country: "CA", postalCode: "K1A0B1" },
          ...{ address: "111 Wellington St", city: "Ottawa", province: "ON" },
        };
        for (const [name, value] of Object.entries(card)) {
          const field = document.querySelector<HTMLInputElement>(`#${name}`)!;
          field.value = value;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          field.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
      await hand.keep("card");
      await pay();
      await expectPaid(session);
      await expectThanks();
    });

    it("reads from right to left, and pays", async () => {
      const session = await shop.session({});
      await hand.engine.goto(shop.checkout(session, "ar-KW"));
      await choose(1);
      await until("it is chosen", chosenId);
      const { direction, isMirrored } = await hand.see(() => {
        const root = document.querySelector("otter-checkout")!.shadowRoot!;
        const left = (selector: string) =>
          root.querySelector(selector)!.getBoundingClientRect().left;
        return {
          direction: getComputedStyle(root.querySelector(".base")!).direction,
          isMirrored: left("input") > left("[part=label]"),
        };
      });
      assert.deepEqual({ direction, isMirrored }, { direction: "rtl", isMirrored: true });
      assert.match(await hand.read("button.pay"), /^ادفع/);
      await hand.keep("arabic");
      await pay();
      await payOnGateway();
      await expectPaid(session);
    });

    it("pays on the proxy's own page", async () => {
      const session = await shop.session({
        ...inCanada,
        returnUrl: undefined,
        failureUrl: undefined,
      });
      await hand.engine.goto(session.url);
      await choose(1);
      await until("it is chosen", chosenId);
      await hand.keep("pay page");
      await pay();
      await payOnGateway();
      await expectPaid(session);
      await hand.arrive(session.url);
    });
  });
}
