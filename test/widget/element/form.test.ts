import { assert, expect, fixture, oneEvent } from "@open-wc/testing";
import { html } from "lit";
import type { LitElement } from "lit";
import {
  ScriptedProxy,
  card,
  choose,
  finalView,
  knet,
  part,
  pay,
  prepare,
  radios,
  session,
  show,
  view,
} from "../support/scripted-checkout.ts";

async function inForm(settings = {}) {
  const shown = await show({ checkout: [{ body: view() }] }, settings);
  const form = await fixture<HTMLFormElement>(html`<form></form>`);
  shown.el.setAttribute("name", "method");
  form.append(shown.el);
  await shown.el.updateComplete;
  return { ...shown, form };
}

describe("in a form", () => {
  it("sends the chosen method's id", async () => {
    const { el, form } = await inForm();
    assert.isNull(new FormData(form).get("method"));
    await choose(el, knet.id);
    assert.equal(new FormData(form).get("method"), knet.id);
    el.value = card.id;
    assert.equal(new FormData(form).get("method"), card.id);
  });

  it("is invalid while required and nothing is chosen, and points at the first radio", async () => {
    const { el, form } = await inForm({ required: true });
    assert.isTrue(el.validity.valueMissing);
    assert.isFalse(form.reportValidity());
    assert.equal(el.shadowRoot!.activeElement, radios(el)[0]!);
    await choose(el, knet.id);
    assert.isTrue(form.checkValidity());
  });

  it("goes back to its attribute on reset, and to what it was on restore", async () => {
    const { el, form } = await inForm();
    el.setAttribute("value", card.id);
    await choose(el, knet.id);
    form.reset();
    await el.updateComplete;
    assert.equal(el.value, card.id);
    assert.isTrue(radios(el)[1]!.checked);
    el.formStateRestoreCallback(knet.id);
    assert.equal(el.value, knet.id);
  });

  it("is disabled with the fieldset around it", async () => {
    const { el, form } = await inForm();
    const fieldset = document.createElement("fieldset");
    fieldset.disabled = true;
    form.append(fieldset);
    fieldset.append(el);
    await el.updateComplete;
    assert.isTrue(pay(el)!.disabled);
    assert.isTrue(radios(el).every((radio) => radio.matches(":disabled")));
    assert.equal(await el.submit(), "canceled");
  });
});

describe("a form library", () => {
  it("finds what it expects of a field", async () => {
    const { el, form } = await inForm({ required: true });
    assert.deepEqual([el.name, el.type, el.form], ["method", "otter-checkout", form]);
    el.name = "payment";
    assert.equal(el.getAttribute("name"), "payment");
    const label = document.createElement("label");
    label.htmlFor = el.id = "payment-method";
    form.append(label);
    assert.deepEqual([...el.labels], [label]);
    assert.isTrue(el.willValidate);
    assert.equal(el.validationMessage, "Choose a payment method");
    assert.include([...form.elements], el);
  });

  it("may find a reason of its own, and take it back", async () => {
    const { el, form } = await inForm();
    el.setCustomValidity("Not today.");
    assert.deepEqual([el.validity.customError, el.validationMessage], [true, "Not today."]);
    assert.isFalse(form.checkValidity());
    await choose(el, knet.id);
    assert.isFalse(form.checkValidity());
    el.setCustomValidity("");
    assert.isTrue(form.checkValidity());
  });
});

describe("createSession", () => {
  for (const [index, name] of ["createSession", "createsession", "create-session"].entries()) {
    it(`may be set as ${name}, before the element is registered and after`, async () => {
      const { OtterCheckoutElement } = await import("../../../widget/element.ts");
      const tag = `named-checkout-${index}`;
      class NamedElement extends OtterCheckoutElement {}
      const early = document.createElement(tag) as OtterCheckoutElementLike;
      const [first, second] = [() => "cs_first", () => "cs_second"];
      Object.assign(early, { [name]: first });
      document.body.append(early);
      customElements.define(tag, NamedElement);
      assert.propertyVal(early, "createSession", first);
      Object.assign(early, { [name]: second });
      assert.propertyVal(early, "createSession", second);
      assert.isTrue(name in early);
      early.remove();
    });
  }
});

describe("moved into another document", () => {
  it("is still styled, by one sheet of that document", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another"></iframe>`);
    frame.contentDocument!.body.append(el);
    await el.updateComplete;
    const { adoptedStyleSheets } = el.shadowRoot!;
    assert.lengthOf(adoptedStyleSheets, 1);
    assert.isAbove(adoptedStyleSheets[0]!.cssRules.length, 10);
    const { display } = frame.contentWindow!.getComputedStyle(radios(el)[0]!.parentElement!);
    assert.equal(display, "flex");
    document.body.append(el);
    assert.lengthOf(el.shadowRoot!.adoptedStyleSheets, 1);
    assert.equal(getComputedStyle(radios(el)[0]!.parentElement!).display, "flex");
    el.remove();
  });
});

describe("moved into another document, what a chunk brings", () => {
  const signWidth = (el: Element) => {
    const { defaultView } = el.ownerDocument;
    return defaultView!.getComputedStyle(part(el, "sign")).width;
  };

  it("is styled there too, whether it came before or comes after", async () => {
    for (const comesBefore of [true, false]) {
      const paid = { body: finalView("paid") };
      const checkout = comesBefore ? [paid] : [{ body: view() }, paid];
      const { el } = await show({ checkout });
      const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another"></iframe>`);
      frame.contentDocument!.body.append(el);
      await el.reload();
      await el.updateComplete;
      assert.equal(signWidth(el), "52px");
      assert.lengthOf(el.shadowRoot!.adoptedStyleSheets, 1);
      el.remove();
    }
  });
});

describe("value", () => {
  it("chooses a method from the start", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { value: card.id });
    assert.isTrue(radios(el)[1]!.checked);
  });

  it("is dropped when there is no such method", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { value: "ottu:gone" });
    assert.equal(el.value, "");
  });

  it("fires nothing when set by code, and everything when the shopper chooses", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }] });
    const native: string[] = [];
    for (const name of ["input", "change"]) {
      document.addEventListener(name, () => native.push(`${name} ${el.value}`), { once: true });
    }
    el.value = card.id;
    await el.updateComplete;
    assert.deepEqual([heard.names, native], [["otter-ready"], []]);
    await choose(el, knet.id);
    assert.deepEqual(native, [`input ${knet.id}`, `change ${knet.id}`]);
    assert.deepEqual(heard.names, ["otter-ready", "otter-change"]);
  });
});

describe("the host", () => {
  it("keeps its attributes and children as the page wrote them", async () => {
    const { el } = await prepare({ checkout: [{ body: view() }] });
    el.innerHTML = `<a href="https://shop.example/pay">Pay</a>`;
    await fixture(html`<div>${el}</div>`);
    const before = el.outerHTML;
    await el.reload();
    await choose(el, knet.id);
    assert.equal(el.outerHTML, before);
    assert.isTrue(el.matches(":state(ready)"));
  });

  it("takes properties that were set before it was registered", async () => {
    const { OtterCheckoutElement } = await import("../../../widget/element.ts");
    class LateElement extends OtterCheckoutElement {}
    const early = document.createElement("late-checkout") as OtterCheckoutElementLike;
    early.session = "cs_early";
    early.rows = 7;
    document.body.append(early);
    customElements.define("late-checkout", LateElement);
    assert.equal(early.session, "cs_early");
    assert.equal(early.rows, 7);
    assert.isFalse(Object.hasOwn(early, "session"), "the accessor is hidden");
    early.remove();
  });

  // Made in the document, it has its attributes only after it was made.
  it("draws nothing and asks for nothing before it has what the page wrote", async () => {
    const { OtterCheckoutElement } = await import("../../../widget/element.ts");
    let drawnEarly = NaN;
    class ParsedElement extends OtterCheckoutElement {
      constructor() {
        super();
        drawnEarly = this.shadowRoot!.childElementCount;
      }
    }
    const proxy = await ScriptedProxy.open({ checkout: [{ body: view() }] });
    const place = await fixture<HTMLElement>(html`<div></div>`);
    place.innerHTML = `<parsed-checkout session="${session}" proxy="${proxy.url}"></parsed-checkout>`;
    const ready = oneEvent(place, "otter-ready");
    customElements.define("parsed-checkout", ParsedElement);
    await ready;
    assert.equal(drawnEarly, 0);
    assert.lengthOf(await proxy.asked(), 1);
  });

  it("can be registered twice", async () => {
    const { define } = await import("../../../widget/define.ts");
    assert.doesNotThrow(() => define());
  });

  it("is accessible while disabled", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { disabled: true });
    await expect(el).to.be.accessible();
  });
});

interface OtterCheckoutElementLike extends LitElement {
  session: string;
  rows: number;
}
