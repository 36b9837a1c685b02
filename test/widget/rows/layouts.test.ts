/** The layouts that a page may ask for. */
import { assert, expect, fixture, oneEvent } from "@open-wc/testing";
import { html } from "lit";
import { sendKeys } from "@web/test-runner-commands";
import {
  card,
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
  wechat,
} from "../support/scripted-checkout.ts";

const tops = (el: Element) => parts(el, "row").map((row) => row.getBoundingClientRect().top);
const checkout = [{ body: view() }];

describe("layout=tiles", () => {
  it("has methods side by side, chosen as in a list", async () => {
    const { el } = await show({ checkout }, { layout: "tiles" });
    await rowsArrive(el);
    el.style.width = "480px";
    assert.lengthOf(new Set(tops(el)), 1);
    await expect(el).to.be.accessible();
    radios(el)[0]!.focus();
    await sendKeys({ press: "ArrowDown" });
    assert.equal(el.value, card.id);
  });

  it("says what happens next below them all", async () => {
    const { el } = await show({ checkout }, { layout: "tiles" });
    await rowsArrive(el);
    await choose(el, knet.id);
    assert.equal(text(el, "details"), "You will go to KNET and come back here.");
    assert.isNull(part(el, "details").closest("[part~=row]"));
    const lowest = Math.max(...parts(el, "row").map((row) => row.getBoundingClientRect().bottom));
    assert.isAtLeast(part(el, "details").getBoundingClientRect().top, lowest);
  });

  it("gives a method's own form the whole width", async () => {
    const methods = [{ ...card, frame: "/card/" }, knet, wechat];
    const { el } = await show({ checkout: [{ body: view({ methods }) }] }, { layout: "tiles" });
    await rowsArrive(el);
    await choose(el, card.id);
    const [row, list] = ["row-selected", "list"].map((name) => part(el, name).clientWidth);
    assert.closeTo(row!, list!, 2);
  });
});

for (const layout of ["tiles", "compact"] as const) {
  it(`the skeleton of layout=${layout} has the height of its picker`, async () => {
    const { el, proxy } = await prepare({ checkout: [{ body: view(), held: true }] }, { layout });
    el.rows = 3;
    const ready = oneEvent(el, "otter-ready");
    await fixture(html`<div style="width: 420px">${el}</div>`);
    const shape = new Promise<number>((resolve) => {
      new ResizeObserver(() => el.clientHeight > 0 && resolve(el.clientHeight)).observe(el);
    });
    const height = await shape;
    await proxy.released();
    await ready;
    await el.updateComplete;
    assert.lengthOf(radios(el), 3);
    assert.closeTo(el.clientHeight, height, 0.5);
  });
}

describe("layout=compact", () => {
  it("has lower rows, which a thumb can hit", async () => {
    const { el } = await show({ checkout }, { layout: "compact" });
    await rowsArrive(el);
    const heights = parts(el, "row").map((row) => row.getBoundingClientRect().height);
    for (const height of heights) assert.equal(height, 48);
  });
});

describe("a layout that cannot be read", () => {
  it("is a list", async () => {
    const { el } = await show({ checkout }, { layout: "carousel" as "list" });
    assert.equal(el.layout, "list");
    assert.lengthOf(new Set(tops(el)), 3);
  });

  it("may be written in any case", async () => {
    const { el } = await show({ checkout }, { layout: "TILES" as "list" });
    assert.equal(el.layout, "tiles");
  });
});
