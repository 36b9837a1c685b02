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

describe("what a page's style sheet says of all its text", () => {
  const inherited = {
    textAlign: "right",
    textTransform: "uppercase",
    letterSpacing: "6px",
    wordSpacing: "20px",
    textIndent: "40px",
    fontStyle: "italic",
    fontVariant: "small-caps",
    whiteSpace: "nowrap",
    wordBreak: "break-all",
    textShadow: "1px 1px red",
    lineHeight: "3",
    webkitTextFillColor: "transparent",
  };

  it("leaves the picker as it is, on a narrow phone too", async () => {
    const plain = await show({ checkout: [{ body: view() }] });
    const styled = await show({ checkout: [{ body: view() }] });
    Object.assign(styled.el.parentElement!.style, inherited);
    for (const { el } of [plain, styled]) el.parentElement!.style.width = "360px";
    const seen = ({ el }: typeof plain) =>
      ["base", "heading", "row", "label", "hint", "pay"].map((name) => {
        const { textAlign, textTransform, letterSpacing, fontStyle, webkitTextFillColor } =
          getComputedStyle(part(el, name));
        const { width, height } = part(el, name).getBoundingClientRect();
        const style = [textAlign, textTransform, letterSpacing, fontStyle, webkitTextFillColor];
        return [name, ...style, width, height].join(" ");
      });
    assert.deepEqual(seen(styled), seen(plain));
    assert.isAtMost(part(styled.el, "base").scrollWidth, 360);
  });
});
