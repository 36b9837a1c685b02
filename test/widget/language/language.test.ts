import { assert, expect, fixture, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import { amountText } from "../../../widget/view/amount.ts";
import {
  choose,
  knet,
  pay,
  prepare,
  show,
  part,
  text,
  view,
  started,
} from "../support/scripted-checkout.ts";

describe("the language", () => {
  it("is the attribute's before the page's before the session's", async () => {
    for (const [locale, lang, session, heading] of [
      ["fr", "ar", "zh-CN", "Moyen de paiement"],
      ["", "ar", "zh-CN", "طريقة الدفع"],
      ["", "", "zh-CN", "支付方式"],
      ["", "", "zh-TW", "付款方式"],
      ["not a tag", "fr-CA", "ar", "Moyen de paiement"],
      ["", "de", "ar", "Payment method"],
    ] as const) {
      const page = document.documentElement;
      const original = page.lang;
      page.removeAttribute("lang");
      const { el } = await prepare({ checkout: [{ body: view({ locale: session }) }] });
      el.locale = locale;
      const holder = document.createElement("div");
      if (lang) holder.lang = lang;
      await fixture(html`<div>${holder}</div>`);
      holder.append(el);
      await waitUntil(() => pay(el) !== null);
      assert.equal(text(el, "heading"), heading, `${locale} ${lang} ${session}`);
      page.lang = original;
    }
  });

  it("runs from right to left by itself, amounts isolated", async () => {
    const { el } = await show(
      { checkout: [{ body: view() }], payments: [started({ amount: "12.900", fee: "0.150" })] },
      { locale: "ar-KW" },
    );
    assert.equal(getComputedStyle(part(el, "base")).direction, "rtl");
    assert.equal(part(el, "base").lang, "ar-KW");
    const radio = part(el, "radio").getBoundingClientRect();
    const icon = part(el, "icon").getBoundingClientRect();
    assert.isAbove(radio.left, icon.left);
    await choose(el, knet.id);
    await el.submit();
    assert.deepEqual(
      [...part(el, "sum").querySelectorAll("bdi")].map(({ textContent }) => textContent),
      ["12.750", "0.150", amountText({ amount: "12.900", currency: "KWD" }, "ar-KW")],
    );
    await expect(el).to.be.accessible();
  });

  it("is that of what is shown: English where a language has no texts", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { locale: "he" });
    assert.equal(part(el, "base").lang, "en");
    assert.equal(getComputedStyle(part(el, "base")).direction, "ltr");
  });

  it("may be the page's own", async () => {
    const strings = { heading: "אמצעי תשלום", pay: "לתשלום {amount}" };
    const { el } = await show({ checkout: [{ body: view() }] }, { locale: "he", strings });
    assert.equal(text(el, "heading"), strings.heading);
    assert.equal(getComputedStyle(part(el, "base")).direction, "rtl");
  });

  it("changes with the attribute, and keeps the choice", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    await choose(el, knet.id);
    el.locale = "ar";
    await waitUntil(() => text(el, "heading") === "طريقة الدفع");
    assert.equal(el.value, knet.id);
  });
});

describe("an amount", () => {
  it("has Latin digits, the decimals of its currency and the language's form", () => {
    const plain = (text: string) => text.replace(/[\u200e\u200f\u061c]/g, "").replace(/\s/g, " ");
    for (const [amount, currency, tag, text] of [
      ["12.750", "KWD", "en", "12.750 KWD"],
      ["12.750", "KWD", "ar-KW", "12.750 د.ك."],
      ["12.750", "KWD", "fr", "12,750 KWD"],
      ["25000.000", "IQD", "en", "25,000.000 IQD"],
      ["1500", "JPY", "en", "¥1,500"],
      ["19.99", "CAD", "en-CA", "$19.99"],
      ["19.99", "CAD", "en", "CA$19.99"],
      ["19.99", "CAD", "fa", "$CA 19.99"],
      ["0.10", "CAD", "zh-Hans-CN", "CA$0.10"],
      ["999999999999.999", "KWD", "en", "999,999,999,999.999 KWD"],
      ["12.75", "kwd!", "en", "12.75 kwd!"],
    ] as const) {
      assert.include(
        plain(amountText({ amount, currency }, tag)),
        text,
        `${amount} ${currency} ${tag}`,
      );
    }
  });
});
