/** Rows that are not for every browser, or not in the session's currency. */
import { assert } from "@open-wc/testing";
import { knet, parts, radios, show, text, view } from "../support/scripted-checkout.ts";

const applePay = { ...knet, id: "ottu:apple", label: "Apple Pay", needs: "apple_pay" as const };

describe("a row that needs Apple Pay", () => {
  afterEach(() => {
    delete (globalThis as { ApplePaySession?: unknown }).ApplePaySession;
  });

  it("is not shown where the browser has none", async () => {
    const { el, heard } = await show({ checkout: [{ body: view({ methods: [applePay, knet] }) }] });
    assert.equal(text(el, "label"), "KNET");
    assert.lengthOf(heard.detail<{ methods: unknown[] }>("otter-ready").methods, 1);
  });

  it("is shown where it has", async () => {
    (globalThis as { ApplePaySession?: unknown }).ApplePaySession = class {};
    const { el } = await show({ checkout: [{ body: view({ methods: [applePay, knet] }) }] });
    assert.lengthOf(radios(el), 2);
  });

  it("leaves nothing to choose where it was all there is", async () => {
    const { heard } = await show({ checkout: [{ body: view({ methods: [applePay] }) }] });
    assert.equal(heard.detail<{ code: string }>("otter-error").code, "no_methods");
  });
});

describe("a row that charges in another currency", () => {
  it("says so before Pay is pressed", async () => {
    const methods = [
      { ...knet, currency: "AED" },
      { ...knet, id: "ottu:b", currency: "KWD" },
    ];
    const { el } = await show({ checkout: [{ body: view({ methods }) }] });
    assert.deepEqual(
      parts(el, "hint").map((hint) => hint.textContent.trim()),
      ["charged in AED"],
    );
  });
});
