/** What a shopper keeps of a payment. */
import { assert, expect, waitUntil } from "@open-wc/testing";
import type { CheckoutView } from "../../../contract/contract.ts";
import { finalView, part, receipt, show, text } from "../support/scripted-checkout.ts";

const rows = (el: Element) =>
  [...el.shadowRoot!.querySelectorAll("dl > div")].map((row) =>
    [...row.querySelectorAll("dt, bdi")].map(({ textContent }) => textContent.trim()),
  );

function without(status: CheckoutView["status"]): CheckoutView {
  const { receipt: _, ...view } = finalView(status);
  return view;
}

describe("a receipt", () => {
  for (const [locale, labels] of [
    ["en-CA", ["Order", "Paid with", "Reference", "Time"]],
    ["ar-KW", ["الطلب", "طريقة الدفع", "المرجع", "التاريخ والوقت"]],
  ] as const) {
    it(`says order, method, reference and time as ${locale} says them, by the shopper's clock`, async () => {
      for (const status of ["paid", "authorized"] as const) {
        const { el } = await show({ checkout: [{ body: finalView(status) }] }, { locale });
        const time = new Intl.DateTimeFormat(locale, {
          dateStyle: "medium",
          timeStyle: "short",
          numberingSystem: "latn",
        }).format(new Date(receipt.at));
        const { order, method, reference } = receipt;
        assert.deepEqual(
          rows(el),
          [order, method, reference, time].map((value, at) => [labels[at], value]),
        );
        assert.include(text(el, "receipt-amount"), "12.750");
        await expect(el).to.be.accessible();
      }
    });
  }

  it("is fetched where the payment's own answer did not bring it, once", async () => {
    const { el, proxy } = await show({
      checkout: [
        { body: { ...without("paid"), id: "cs_fetched0123456789abcdef" } },
        { body: finalView("paid") },
      ],
    });
    await waitUntil(() => part(el, "receipt-rows"));
    assert.equal(rows(el)[2]![1], receipt.reference);
    el.requestUpdate();
    await el.updateComplete;
    assert.lengthOf(await proxy.asked(), 2);
  });

  it("says what it knows where there is none", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: { ...without("paid"), id: "cs_without0123456789abcdef" } }],
    });
    await waitUntil(async () => (await proxy.asked()).length === 2);
    assert.equal(text(el, "panel"), "Payment complete 12.750 KWD Thank you.");
  });
});

describe("the reference", () => {
  const { clipboard } = navigator;
  const withClipboard = (writeText: (text: string) => Promise<void>) =>
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
  afterEach(() =>
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard }),
  );

  it("is copied, and that is said", async () => {
    const copied: string[] = [];
    withClipboard((text) => Promise.resolve(void copied.push(text)));
    const { el } = await show({ checkout: [{ body: finalView("paid") }] });
    const button = part(el, "copy");
    assert.equal(button.ariaLabel, "Copy Reference");
    assert.isAtLeast(button.getBoundingClientRect().height, 44);
    button.click();
    await waitUntil(() => button.ariaLabel === "Copied Reference");
    assert.deepEqual(copied, [receipt.reference]);
    assert.equal(button.nextElementSibling!.textContent, "Copied");
  });

  it("is selected where nothing may be copied", async () => {
    withClipboard(() => Promise.reject(new Error("not allowed")));
    const { el } = await show({ checkout: [{ body: finalView("paid") }] });
    part(el, "copy").click();
    await waitUntil(() => String(getSelection()).includes(receipt.reference), "it is selected");
  });
});

describe("Print", () => {
  const known = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow")!;
  afterEach(() => Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", known));

  it("prints the receipt and nothing else, once the shopper asks", async () => {
    const printed: Document[] = [];
    Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
      configurable: true,
      get(this: HTMLIFrameElement) {
        const page = known.get!.call(this) as Window;
        page.print = () => printed.push(page.document);
        return page;
      },
    });
    const { el } = await show({ checkout: [{ body: finalView("paid") }] }, { locale: "ar" });
    assert.isEmpty(printed);
    part(el, "print").click();
    await waitUntil(() => printed.length === 1);
    const [paper] = printed;
    const said = paper!.body.textContent.replace(/\s+/g, " ").trim();
    assert.match(said, /^تم الدفع/);
    for (const value of [receipt.order, receipt.reference, "12.750"]) assert.include(said, value);
    assert.lengthOf(paper!.querySelectorAll("button, [role=status]"), 0);
    assert.equal(paper!.documentElement.dir, "rtl");
    assert.lengthOf(paper!.adoptedStyleSheets, 1);
    paper!.defaultView!.dispatchEvent(new Event("afterprint"));
    assert.isNull(el.shadowRoot!.querySelector("iframe"));
  });
});
