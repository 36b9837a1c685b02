/** What a page's style sheet says of all its text, which every element in it inherits. */
import { assert } from "@open-wc/testing";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import { choose, knet, part, rowsArrive, show, view } from "../support/scripted-checkout.ts";

const hostile: Readonly<Record<string, string>> = {
  "text-align": "right",
  "text-align-last": "justify",
  "text-transform": "uppercase",
  "letter-spacing": "6px",
  "word-spacing": "20px",
  "text-indent": "40px",
  "text-shadow": "1px 1px red",
  "text-emphasis": "circle red",
  "text-wrap": "nowrap",
  "font-style": "italic",
  "font-variant": "small-caps",
  "line-height": "0",
  "white-space": "pre",
  "word-break": "break-all",
  "line-break": "anywhere",
  "overflow-wrap": "anywhere",
  hyphens: "auto",
  quotes: "none",
  cursor: "wait",
  direction: "rtl",
  "writing-mode": "vertical-rl",
  "text-orientation": "upright",
  "list-style": "square inside",
  "border-collapse": "collapse",
  "caret-color": "red",
  fill: "red",
  "fill-opacity": "0",
  stroke: "red",
  "stroke-dasharray": "1",
  "stroke-opacity": "0",
  "dominant-baseline": "hanging",
  "-webkit-text-fill-color": "transparent",
  "-webkit-text-stroke": "2px red",
};

/** Every property of everything that is drawn, a line each. */
function looks(el: OtterCheckoutElement): string[] {
  return [...el.shadowRoot!.querySelectorAll("*")].flatMap((element, index) => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    const name = `${index} ${element.localName}`;
    return [
      `${name} ${width.toFixed(1)} × ${height.toFixed(1)}`,
      ...[...style].map((property) => `${name} ${property}: ${style.getPropertyValue(property)}`),
    ];
  });
}

async function shown(width: string, page: Readonly<Record<string, string>> = {}) {
  const { el } = await show({ checkout: [{ body: view() }] });
  const place = el.parentElement!;
  for (const [name, value] of Object.entries(page)) place.style.setProperty(name, value);
  // What is horizontal has its width whichever way the page's own text runs.
  el.style.width = width;
  await rowsArrive(el);
  await choose(el, knet.id);
  for (const opening of el.shadowRoot!.getAnimations()) opening.finish();
  return el;
}

describe("what a page says of all its text", () => {
  for (const width of ["360px", "600px"]) {
    describe(`leaves the picker as it is, ${width} wide`, () => {
      let plain: ReadonlySet<string>;
      const others = (el: OtterCheckoutElement) => looks(el).filter((line) => !plain.has(line));

      before(async () => {
        plain = new Set(looks(await shown(width)));
      });

      for (const [name, value] of Object.entries(hostile)) {
        it(`${name}: ${value}`, async () => {
          assert.isTrue(CSS.supports(name, value));
          assert.deepEqual(others(await shown(width, { [name]: value })), []);
        });
      }

      it("all of it at once", async () => {
        const all = await shown(width, hostile);
        assert.deepEqual(others(all), []);
        assert.isAtMost(part(all, "base").scrollWidth, parseInt(width));
      });
    });
  }

  it("is taken over where it is the page's look: its font, its size, its colour", async () => {
    const page = { font: "700 20px serif", color: "rgb(1, 2, 3)", visibility: "hidden" };
    const style = getComputedStyle(part(await shown("360px", page), "label"));
    const { fontFamily, fontSize, fontWeight, color, visibility } = style;
    assert.deepEqual(
      [fontFamily, fontSize, fontWeight, color, visibility],
      ["serif", "20px", "700", "rgb(1, 2, 3)", "hidden"],
    );
  });
});
