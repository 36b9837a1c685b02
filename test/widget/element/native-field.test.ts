/** What is true of every field of the browser's own, and so has to be of this one. */
import { assert, fixture, html, waitUntil } from "@open-wc/testing";
import { sendMouse } from "@web/test-runner-commands";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import {
  ScriptedProxy,
  card,
  choose,
  knet,
  pay,
  radios,
  session,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

/** A page's own markup, `SETTINGS` being what every picker needs. */
async function page(markup: string) {
  const proxy = await ScriptedProxy.open({ checkout: [{ body: view() }] });
  const place = await fixture<HTMLElement>(html`<div></div>`);
  place.innerHTML = markup.replaceAll("SETTINGS", `proxy="${proxy.url}" session="${session}"`);
  const pickers = [...place.querySelectorAll("otter-checkout")];
  for (const el of pickers) await waitUntil(() => pay(el) !== null);
  return { place, pickers, el: pickers[0]!, form: place.querySelector("form")! };
}

const sent = (form: HTMLFormElement) =>
  [...new FormData(form)].map(([name, value]) => `${name}=${value as string}`).join("&");

/** Where it is when what moves it has come to rest. */
async function click(element: Element): Promise<void> {
  const moving = (element.getRootNode() as ShadowRoot).getAnimations();
  await Promise.all(moving.map(({ finished }) => finished));
  const { x, y } = element.getBoundingClientRect();
  await sendMouse({ type: "click", position: [Math.round(x + 4), Math.round(y + 4)] });
}

describe("a label of the page", () => {
  it("that is pressed brings the shopper to the methods", async () => {
    const { el, place } = await page(
      `<label for="method">Method</label><otter-checkout id="method" SETTINGS></otter-checkout>`,
    );
    await click(place.querySelector("label")!);
    assert.equal(el.shadowRoot!.activeElement, radios(el)[0]);
  });

  it("around it leaves what is pressed in it alone", async () => {
    const { el } = await page(`<label>Method <otter-checkout SETTINGS></otter-checkout></label>`);
    await click(radios(el)[1]!);
    assert.equal(el.value, card.id);
    let presses = 0;
    el.addEventListener("otter-submit", (event) => {
      presses += 1;
      event.preventDefault();
    });
    await click(pay(el)!);
    await waitUntil(() => presses > 0);
    assert.equal(presses, 1);
  });
});

describe("disabled", () => {
  for (const [name, disable] of [
    ["by its property", (el: OtterCheckoutElement) => (el.disabled = true)],
    ["by its attribute", (el: OtterCheckoutElement) => el.setAttribute("disabled", "")],
    ["by a fieldset", (el: OtterCheckoutElement) => (el.closest("fieldset")!.disabled = true)],
  ] as const) {
    it(`${name} it is not sent, nor in the way of a form that wants it`, async () => {
      const { el, form } = await page(
        `<form><fieldset><otter-checkout name="method" required value="${knet.id}" SETTINGS></otter-checkout></fieldset></form>`,
      );
      assert.equal(sent(form), `method=${knet.id}`);
      disable(el);
      await el.updateComplete;
      assert.equal(sent(form), "");
      assert.isTrue(el.matches(":disabled"));
      assert.isFalse(el.willValidate);
      el.value = "";
      await el.updateComplete;
      assert.isTrue(form.checkValidity());
    });
  }

  it("is over when the property says so, whatever the attribute said", async () => {
    const { el, form } = await page(
      `<form><otter-checkout name="method" disabled value="${knet.id}" SETTINGS></otter-checkout></form>`,
    );
    el.disabled = false;
    await el.updateComplete;
    assert.equal(sent(form), `method=${knet.id}`);
    assert.isFalse(pay(el)!.disabled);
  });
});

describe("a value", () => {
  it("that the list does not offer is none, as a select has it", async () => {
    const { el, form } = await page(
      `<form><otter-checkout name="method" required SETTINGS></otter-checkout></form>`,
    );
    await choose(el, knet.id);
    el.value = "ottu:gone";
    await el.updateComplete;
    assert.deepEqual([el.value, sent(form), form.checkValidity()], ["", "", false]);
  });

  it("is of one picker alone, where a form has two", async () => {
    const { pickers, form } = await page(
      `<form><otter-checkout name="a" SETTINGS></otter-checkout>
        <otter-checkout name="b" value="${card.id}" SETTINGS></otter-checkout></form>`,
    );
    await choose(pickers[0]!, knet.id);
    await choose(pickers[1]!, wechat.id);
    assert.equal(sent(form), `a=${knet.id}&b=${wechat.id}`);
    assert.deepEqual([...form.elements], pickers);
    form.reset();
    assert.equal(sent(form), `b=${card.id}`);
  });

  it("goes along into another form", async () => {
    const { el, form, place } = await page(
      `<form id="one"><otter-checkout name="method" SETTINGS></otter-checkout></form><form id="two"></form>`,
    );
    await choose(el, knet.id);
    const other = place.querySelector<HTMLFormElement>("#two")!;
    other.append(el);
    assert.deepEqual([sent(form), sent(other)], ["", `method=${knet.id}`]);
    el.setAttribute("form", "one");
    assert.deepEqual([sent(form), sent(other)], [`method=${knet.id}`, ""]);
  });
});

describe("what was set before the element was registered", () => {
  const given = {
    ...{ session: "cs_early", proxy: "https://proxy.example/", locale: "ar", currency: "KWD" },
    ...{ amount: "1.000", value: knet.id, required: true, disabled: true, result: true },
    ...{ button: "none", theme: "dark", rows: 7, name: "method" },
    ...{ createSession: () => session, strings: { pay: "Order" } },
  };

  it("holds, all of it", async () => {
    const { OtterCheckoutElement } = await import("../../../widget/element.ts");
    class EarlyElement extends OtterCheckoutElement {}
    const early = document.createElement("early-checkout") as unknown as Record<string, unknown>;
    Object.assign(early, given);
    customElements.define("early-checkout", EarlyElement);
    customElements.upgrade(early as unknown as Element);
    for (const [name, value] of Object.entries(given)) {
      assert.strictEqual(early[name], value, name);
      assert.isFalse(Object.hasOwn(early, name), name);
    }
  });
});
