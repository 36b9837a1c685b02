/** Properties as libraries of views set them: what is taken away, and what is no text. */
import { assert, fixture, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import { knet, part, pay, prepare, text, view } from "../support/scripted-checkout.ts";

type Values = Partial<Record<keyof OtterCheckoutElement, unknown>>;

/** A preview, with what is set on it before it is connected, or after it is drawn. */
async function set(values: Values, when: "before" | "after"): Promise<OtterCheckoutElement> {
  const { el } = await prepare(
    { checkout: [{ body: view() }], methods: [{ body: { methods: [knet], partial: false } }] },
    { session: "", currency: "KWD", amount: "12.750" },
  );
  if (when === "before") Object.assign(el, values);
  await fixture(html`<div>${el}</div>`);
  await waitUntil(() => pay(el) !== null);
  if (when === "after") Object.assign(el, values);
  await el.updateComplete;
  return el;
}

for (const when of ["before", "after"] as const) {
  describe(`a property that is set ${when} the picker is drawn`, () => {
    for (const nothing of [undefined, null]) {
      it(`to ${nothing} is as where nobody sets it`, async () => {
        const el = await set(
          {
            ...{ session: nothing, locale: nothing, amount: nothing, value: nothing },
            ...{ required: nothing, disabled: nothing, result: nothing, rows: nothing },
            ...{ button: nothing, theme: nothing, createSession: nothing, strings: nothing },
          },
          when,
        );
        assert.equal(text(el, "pay"), "Pay");
        assert.isFalse(pay(el)!.disabled);
        assert.isTrue(el.checkValidity());
        assert.isTrue(part(el, "row").isConnected);
      });
    }

    it("to a number is read as one that is written", async () => {
      const el = await set({ amount: 12.75 }, when);
      assert.equal(text(el, "pay"), "Pay 12.75 KWD");
    });

    it("to what is no number where one is wanted leaves the usual", async () => {
      const el = await set({ rows: "many" }, when);
      assert.equal(text(el, "pay"), "Pay 12.750 KWD");
    });

    it("to a flag that is written is what it says", async () => {
      const el = await set({ disabled: "false", required: "false", result: "false" }, when);
      assert.deepEqual([el.disabled, el.required, el.result], [false, false, false]);
      assert.isFalse(pay(el)!.disabled);
      assert.isTrue(el.checkValidity());
      Object.assign(el, { required: "" });
      assert.isTrue(el.required);
    });
  });
}

describe("a field's property", () => {
  it("form may be set to a form's id, and taken away", async () => {
    const el = await set({}, "before");
    const form = document.createElement("form");
    form.id = "elsewhere";
    document.body.append(form);
    Object.assign(el, { form: "elsewhere" });
    assert.equal(el.form, form);
    Object.assign(el, { form: undefined });
    assert.isNull(el.form);
    form.remove();
  });

  it("name may be taken away", async () => {
    const el = await set({ name: "method" }, "before");
    Object.assign(el, { name: undefined });
    assert.deepEqual([el.name, el.hasAttribute("name")], ["", false]);
  });
});
