/** What a page puts around the methods, or in the place of what is said. */
import { assert } from "@open-wc/testing";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import { part, pay, show, view } from "../support/scripted-checkout.ts";

function put(el: OtterCheckoutElement, slot: string): HTMLElement {
  const own = document.createElement("p");
  own.slot = slot;
  own.textContent = slot;
  el.append(own);
  return own;
}

const top = (element: Element) => element.getBoundingClientRect().top;

describe("a page's own content", () => {
  it("stands before and after the methods, and below everything", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    const [before, after, footer] = ["before", "after", "footer"].map((slot) => put(el, slot));
    const order = [part(el, "heading"), before!, part(el, "list"), after!, pay(el)!, footer!];
    const tops = order.map(top);
    assert.deepEqual(
      tops,
      [...tops].sort((a, b) => a - b),
    );
    assert.isAtLeast(new Set(tops).size, order.length);
  });

  it("is said where there is no method", async () => {
    const { el } = await show({ checkout: [{ body: view({ methods: [] }) }] });
    const own = put(el, "empty");
    assert.isAbove(own.getBoundingClientRect().height, 0);
    assert.equal(part(el, "panel").getBoundingClientRect().height, 0);
  });
});
