import { assert, expect, fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { html } from "lit";
import type { ReadyDetail } from "../../../widget/index.ts";
import {
  card,
  knet,
  part,
  parts,
  pay,
  prepare,
  radios,
  session,
  show,
  started,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

describe("the picker", () => {
  it("shows each method as a native radio and the amount on the Pay button", async () => {
    const { el, heard, proxy } = await show({ checkout: [{ body: view() }] });
    assert.deepEqual(
      radios(el).map(({ value }) => value),
      [knet.id, card.id, wechat.id],
    );
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
    assert.deepEqual(heard.names, ["otter-ready"]);
    const { methods, ...rest } = heard.detail<ReadyDetail>("otter-ready");
    assert.equal(methods.length, 3);
    assert.deepEqual(rest, { amount: "12.750", currency: "KWD", partial: false });
    assert.deepEqual(
      (await proxy.asked()).map(({ method, path }) => `${method} ${path}`),
      [`GET /v1/checkout/${session}`],
    );
  });

  it("is accessible, chosen or not", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    await expect(el).to.be.accessible();
    radios(el)[2]!.click();
    await el.updateComplete;
    await expect(el).to.be.accessible();
  });

  it("names each radio by its method first, once", async () => {
    const marked = { ...knet, recent: true, test: true, icon: "/v1/icons/1" };
    const { el } = await show({ checkout: [{ body: view({ methods: [marked, wechat] }) }] });
    const names = radios(el).map(({ labels }) => labels![0]!.innerText.split("\n")[0]);
    assert.deepEqual(names, ["KNET", "WeChat Pay"]);
    assert.isTrue(parts<HTMLImageElement>(el, "icon").every(({ alt }) => alt === ""));
  });

  it("marks what moves no money and what was used before, and says where a fee is not known", async () => {
    const methods = [{ ...knet, test: true }, { ...card, recent: true }, wechat];
    const { el } = await show({ checkout: [{ body: view({ methods }) }] });
    assert.deepEqual(
      parts(el, "badge").map(({ textContent }) => textContent),
      ["Test", "Last used"],
    );
    assert.deepEqual(
      parts(el, "hint").map(({ textContent }) => textContent),
      ["OTT Pay may add a fee"],
    );
  });

  it("chooses nothing by itself", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    assert.equal(el.value, "");
    assert.isFalse(radios(el).some(({ checked }) => checked));
  });

  it("shows a single method without a radio, ready to be paid", async () => {
    const { el, heard } = await show({
      checkout: [{ body: view({ methods: [knet] }) }],
      payments: [started()],
    });
    assert.lengthOf(radios(el), 0);
    assert.equal(el.value, knet.id);
    await expect(el).to.be.accessible();
    assert.equal(await el.submit(), "canceled");
    assert.deepEqual(heard.names, ["otter-ready", "otter-submit", "otter-redirect"]);
  });

  it("is one stop for the Tab key, and lets the arrows choose", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }] });
    const before = document.createElement("button");
    el.before(before);
    before.focus();
    await sendKeys({ press: "Tab" });
    assert.equal(el.shadowRoot!.activeElement, radios(el)[0]!);
    assert.equal(el.value, "");
    await sendKeys({ press: "ArrowDown" });
    assert.equal(el.value, card.id);
    await sendKeys({ press: "Tab" });
    assert.equal(el.shadowRoot!.activeElement, pay(el));
    assert.deepEqual(heard.names, ["otter-ready", "otter-change"]);
  });

  it("takes the name of a method in the shopper's language", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { locale: "ar-KW" });
    assert.deepEqual(
      parts(el, "label").map(({ textContent }) => textContent),
      ["كي نت", "Visa", "WeChat Pay"],
    );
  });

  it("has rows and a button that a thumb can hit", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    for (const target of [...parts(el, "row"), part(el, "pay")]) {
      assert.isAtLeast(target.getBoundingClientRect().height, 44);
    }
  });

  it("leaves the button to the page with button=none", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { button: "none" });
    assert.isNull(pay(el));
  });

  it("says that some methods are missing, and asks again when told to", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: view({ partial: true, methods: [knet] }) }, { body: view() }],
    });
    await waitUntil(() => text(el, "note").startsWith("Some methods are missing"));
    const ready = oneEvent(el, "otter-ready");
    part(el, "retry").click();
    await ready;
    assert.lengthOf(await proxy.asked(), 2);
    await el.updateComplete;
    assert.lengthOf(radios(el), 3);
    assert.equal(text(el, "note"), "");
  });

  it("shows how the last attempt ended", async () => {
    for (const [status, words] of [
      ["failed", "KNET did not go through."],
      ["canceled", "KNET was canceled."],
      ["expired", "KNET was not completed."],
      ["pending", "KNET is not finished."],
    ] as const) {
      const last = { method: knet.id, status };
      const { el } = await show({ checkout: [{ body: view({ status: "pending", last }) }] });
      assert.equal(text(el, "note"), words);
      assert.lengthOf(radios(el), 3);
    }
  });

  it("lists methods before there is a session", async () => {
    const methods = [{ body: { methods: [knet, card], partial: false } }];
    const { el, proxy, heard } = await show(
      { methods },
      { session: "", currency: "KWD", amount: "3.500" },
    );
    assert.equal(text(el, "pay"), "Pay 3.500 KWD");
    assert.equal(heard.detail<ReadyDetail>("otter-ready").amount, "3.500");
    assert.equal((await proxy.asked())[0]!.path, "/v1/methods");
    el.amount = "4.250";
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 4.250 KWD");
  });
});

describe("the skeleton", () => {
  it("keeps no room for a note: what there is to say comes on top of the picker's height", async () => {
    const heightOf = async (changes: Parameters<typeof view>[0]) => {
      const { el } = await show({ checkout: [{ body: view(changes) }] });
      if (changes?.partial) await waitUntil(() => part(el, "callout"));
      const [list, button] = [part(el, "list"), pay(el)!].map((one) => one.getBoundingClientRect());
      return { gap: button!.top - list!.bottom, note: part(el, "note").offsetHeight };
    };
    assert.deepEqual(await heightOf({}), { gap: 12, note: 0 });
    const { gap, note } = await heightOf({ partial: true });
    assert.isAbove(note, 40);
    assert.closeTo(gap, note + 24, 1);
  });

  it("has the height of the picker, so that nothing below moves", async () => {
    for (const changes of [{}, { expiresAt: new Date(Date.now() + 600_000).toISOString() }]) {
      const { el, proxy } = await prepare({ checkout: [{ body: view(changes), held: true }] });
      el.rows = 3;
      const ready = oneEvent(el, "otter-ready");
      await fixture(html`<div style="width: 420px">${el}</div>`);
      await el.updateComplete;
      assert.lengthOf(radios(el), 0);
      const { height } = el.getBoundingClientRect();
      await proxy.released();
      await ready;
      await el.updateComplete;
      assert.lengthOf(radios(el), 3);
      assert.closeTo(el.getBoundingClientRect().height, height, 0.5, JSON.stringify(changes));
    }
  });

  it("has as many rows as it is told to, however it is told", async () => {
    for (const [rows, count] of [
      ["3", 3],
      [2, 2],
      [Number.NaN, 4],
      [-1, 0],
    ] as const) {
      const { el } = await prepare({ checkout: [{ body: view(), held: true }] });
      el.rows = rows as number;
      await fixture(html`<div>${el}</div>`);
      await el.updateComplete;
      assert.lengthOf(parts(el, "row"), count);
    }
  });

  it("says to a screen reader that methods are on their way", async () => {
    const { el } = await prepare({ checkout: [{ body: view(), held: true }] });
    await fixture(html`<div>${el}</div>`);
    await el.updateComplete;
    assert.equal(text(el, "note"), "Loading payment methods");
    assert.equal(part(el, "note").getAttribute("role"), "status");
  });
});
