import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { RedirectDetail } from "../../../widget/index.ts";
import {
  card,
  choose,
  knet,
  otherSession,
  pay,
  session,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

const dearer = started({ amount: "12.900", fee: "0.150" });

describe("a total that was not on the Pay button", () => {
  it("is shown and agreed to before the page is left", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    pay(el)!.focus();
    assert.equal(await el.submit(), "confirm");
    assert.notInclude(heard.names, "otter-redirect");
    assert.equal(text(el, "sum"), "12.750 + 0.150 fee = 12.900 KWD");
    assert.match(text(el, "note"), /Press Pay again/);
    assert.equal(text(el, "pay"), "Pay 12.900 KWD");
    assert.equal(el.shadowRoot!.activeElement, pay(el));
    assert.equal(el.total.amount, "12.900");
  });

  it("is not agreed to by a press that came too soon to have read it", async () => {
    const { el, proxy, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    assert.equal(await el.submit(), "confirm");
    assert.notInclude(heard.names, "otter-redirect");
    await waitUntil(async () => (await el.submit()) === "canceled");
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").amount, "12.900");
    assert.lengthOf(await proxy.starts(), 1);
  });

  it("is not agreed to by the second half of a double click, nor by a key held down", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    const shown = performance.now();
    await waitUntil(() => performance.now() - shown > 600);
    pay(el)!.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
    await Promise.resolve();
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, cancelable: true });
    assert.isFalse(pay(el)!.dispatchEvent(held));
    assert.notInclude(heard.names, "otter-redirect");
    pay(el)!.focus();
    const redirect = oneEvent(el, "otter-redirect");
    await sendKeys({ press: "Enter" });
    await redirect;
  });

  it("is forgotten when the cart changes: another session is made, and its total shown", async () => {
    let made = 0;
    const { el, heard, proxy } = await show(
      {
        methods: [{ body: { methods: [knet, card], partial: false } }],
        payments: [dearer, started({ amount: "99.000" })],
      },
      {
        ...{ session: "", currency: "KWD", amount: "12.750" },
        createSession: () => [session, otherSession][(made += 1) - 1]!,
      },
    );
    await choose(el, knet.id);
    assert.equal(await el.submit(), "confirm");
    el.amount = "99.000";
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 99.000 KWD");
    assert.notMatch(text(el, "note"), /12\.900|again/);
    await el.submit();
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").amount, "99.000");
    assert.match((await proxy.starts())[1]!.path, new RegExp(otherSession));
  });

  it("is forgotten when another method is chosen", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    await choose(el, card.id);
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
    assert.equal(text(el, "note"), "");
    assert.equal(await el.submit(), "confirm");
    assert.lengthOf(await proxy.starts(), 2);
  });

  it("is asked for in the gateway's currency too", async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [started({ amount: "41.63", currency: "USD", fee: "0.00" })],
    });
    await choose(el, knet.id);
    assert.equal(await el.submit(), "confirm");
    assert.equal(text(el, "sum"), "You will be charged $41.63");
    assert.equal(text(el, "pay"), "Pay $41.63");
  });

  it("needs no second press where the fee was on the button beforehand", async () => {
    const known = { ...knet, total: "12.900", fee: "0.150", currency: "KWD" };
    const { el, heard } = await show({
      checkout: [{ body: view({ methods: [known, card] }) }],
      payments: [dearer],
    });
    assert.equal(text(el, "hint"), "0.150 KWD fee");
    await choose(el, knet.id);
    assert.equal(text(el, "pay"), "Pay 12.900 KWD");
    await waitUntil(() => text(el, "sum") === "12.750 + 0.150 fee = 12.900 KWD");
    await el.submit();
    assert.include(heard.names, "otter-redirect");
  });

  it("never says a sum that does not add up", async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [started({ amount: "13.000", fee: "0.150" })],
    });
    await choose(el, knet.id);
    await el.submit();
    assert.equal(text(el, "sum"), "You will be charged 13.000 KWD");
  });
});
