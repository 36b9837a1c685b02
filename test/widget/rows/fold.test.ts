/** A list of more methods than a shopper reads at once. */
import { assert, expect, fixture, oneEvent } from "@open-wc/testing";
import { html } from "lit";
import type { Method } from "../../../contract/contract.ts";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import {
  choose,
  knet,
  part,
  parts,
  prepare,
  radios,
  rowsArrive,
  show,
  text,
  view,
} from "../support/scripted-checkout.ts";

const kinds = ["bank", "card", "wallet", "card", "bank", "card", "bnpl", "card", "bnpl"] as const;
const nine: Method[] = kinds.map((kind, index) => ({
  ...knet,
  id: `ottu:m${index}`,
  label: `Method ${index}`,
  labels: {},
  kind,
}));
const ids = (el: Element) => radios(el).map(({ value }) => Number(value.at(-1)));

async function shown(methods: Method[], settings = {}): Promise<OtterCheckoutElement> {
  const { el } = await show({ checkout: [{ body: view({ methods }) }] }, settings);
  await rowsArrive(el);
  return el;
}

async function unfold(el: OtterCheckoutElement): Promise<void> {
  part(el, "more").click();
  await el.updateComplete;
  await el.updateComplete;
}

describe("a long list", () => {
  it("shows five methods and the way to the others", async () => {
    const el = await shown(nine);
    assert.deepEqual(ids(el), [0, 1, 2, 3, 4]);
    assert.equal(text(el, "more"), "More ways to pay (4)");
    assert.isAtLeast(part(el, "more").getBoundingClientRect().height, 44);
    await expect(el).to.be.accessible();
  });

  it("is not folded for the sake of one", async () => {
    const el = await shown(nine.slice(0, 6));
    assert.lengthOf(ids(el), 6);
    assert.lengthOf(parts(el, "more"), 0);
  });

  it("unfolds to groups by kind, and brings the shopper to the first of them", async () => {
    const el = await shown(nine);
    await unfold(el);
    assert.deepEqual(ids(el), [0, 1, 2, 3, 4, 5, 7, 6, 8]);
    assert.deepEqual(
      parts(el, "group").map(({ innerText }) => innerText),
      ["Cards", "Pay later"],
    );
    assert.lengthOf(parts(el, "more"), 0);
    assert.equal(el.shadowRoot!.activeElement, radios(el)[5]!);
    assert.equal(el.value, "");
    await expect(el).to.be.accessible();
  });

  it("stays unfolded as it stands, whatever is chosen in it", async () => {
    const el = await shown(nine);
    await unfold(el);
    await choose(el, "ottu:m8");
    assert.deepEqual(ids(el), [0, 1, 2, 3, 4, 5, 7, 6, 8]);
    assert.equal(el.value, "ottu:m8");
  });

  it("never folds away what is chosen", async () => {
    const el = await shown(nine, { value: "ottu:m7" });
    assert.deepEqual(ids(el), [0, 1, 2, 3, 7]);
    assert.isTrue(radios(el)[4]!.checked);
    assert.equal(text(el, "more"), "More ways to pay (4)");
    await unfold(el);
    assert.deepEqual(ids(el), [0, 1, 2, 3, 7, 4, 5, 6, 8]);
  });

  it("has the height of a skeleton with as many rows as methods, or as are shown", async () => {
    for (const rows of [6, 9]) {
      const { el, proxy } = await prepare({
        checkout: [{ body: view({ methods: nine }), held: true }],
      });
      el.rows = rows;
      const ready = oneEvent(el, "otter-ready");
      await fixture(html`<div style="width: 420px">${el}</div>`);
      await el.updateComplete;
      const heights = [el.getBoundingClientRect().height];
      await proxy.released();
      await ready;
      await el.updateComplete;
      heights.push(el.getBoundingClientRect().height);
      await rowsArrive(el);
      heights.push(el.getBoundingClientRect().height);
      for (const height of heights) assert.closeTo(height, heights[0]!, 0.5, String(heights));
    }
  });
});
