import { assert, expect, fixture } from "@open-wc/testing";
import { html } from "lit";
import { choose, knet, part, prepare, show, view } from "../support/scripted-checkout.ts";

const colorOf = (el: Element) => getComputedStyle(part(el, "base")).color;

describe("the theme", () => {
  it("follows the page's colours", async () => {
    const { el } = await prepare({ checkout: [{ body: view() }] });
    const page = await fixture<HTMLElement>(html`<div></div>`);
    page.style.color = "rgb(1, 2, 3)";
    page.append(el);
    await el.updateComplete;
    assert.equal(colorOf(el), "rgb(1, 2, 3)");
  });

  it("follows the page's color-scheme", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    const page = document.documentElement;
    page.style.colorScheme = "dark";
    assert.equal(colorOf(el), "rgb(255, 255, 255)");
    page.style.colorScheme = "";
    assert.equal(colorOf(el), "rgb(0, 0, 0)");
  });

  it("can be set against the page's", async () => {
    const { el } = await show({ checkout: [{ body: view() }] }, { theme: "dark" });
    assert.equal(colorOf(el), "rgb(255, 255, 255)");
    el.theme = "light";
    await el.updateComplete;
    assert.equal(colorOf(el), "rgb(0, 0, 0)");
  });

  it("can be read on black and on white, whatever it is set to", async () => {
    for (const [theme, background] of [
      ["light", "white"],
      ["dark", "black"],
      ["light", "black"],
      ["dark", "white"],
    ] as const) {
      const { el } = await show({ checkout: [{ body: view() }] }, { theme });
      el.parentElement!.style.background = background;
      await choose(el, knet.id);
      await expect(el).to.be.accessible();
    }
  });

  it("takes its tokens from the page", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    el.style.setProperty("--otter-accent", "rgb(9, 8, 7)");
    el.style.setProperty("--otter-radius", "3px");
    const { backgroundColor, borderRadius } = getComputedStyle(part(el, "pay"));
    assert.deepEqual([backgroundColor, borderRadius], ["rgb(9, 8, 7)", "3px"]);
  });
});
