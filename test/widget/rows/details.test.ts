/** What a row opens to when the shopper has chosen it. */
import { assert, expect } from "@open-wc/testing";
import { emulateMedia, sendKeys } from "@web/test-runner-commands";
import type { OtterCheckoutElement } from "../../../widget/index.ts";
import {
  card,
  choose,
  knet,
  part,
  parts,
  pay,
  radios,
  rowsArrive,
  show,
  started,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

const priced = { ...knet, total: "12.900", fee: "0.150", currency: "KWD" };

async function shown(methods = [knet, card, wechat], settings = {}): Promise<OtterCheckoutElement> {
  const { el } = await show(
    {
      checkout: [{ body: view({ methods }) }],
      payments: [started({ amount: "13.000", fee: "0.250" })],
    },
    settings,
  );
  await rowsArrive(el);
  return el;
}

describe("the chosen row", () => {
  it("opens to what happens next, and the one before closes", async () => {
    const el = await shown();
    assert.lengthOf(parts(el, "details"), 0);
    await choose(el, knet.id);
    assert.equal(text(el, "details"), "You will go to KNET and come back here.");
    assert.equal(part(el, "details").closest("[part~=row]"), part(el, "row-selected"));
    await choose(el, wechat.id);
    assert.lengthOf(parts(el, "details"), 1);
    const [next, fee] = part(el, "details").querySelectorAll("p");
    assert.equal(next!.innerText, "You will go to WeChat Pay and come back here.");
    assert.equal(fee!.innerText, "OTT Pay may add a fee");
    await expect(el).to.be.accessible();
  });

  it("opens in the shopper's language", async () => {
    const el = await shown([knet, card], { locale: "ar-KW" });
    await choose(el, knet.id);
    assert.include(text(el, "details"), "كي نت");
    assert.equal(getComputedStyle(part(el, "details")).direction, "rtl");
  });

  it("says how its total comes about, which is then not to be read a second time", async () => {
    const el = await shown([priced, card]);
    await choose(el, knet.id);
    const sum = "12.750 + 0.150 fee = 12.900 KWD";
    assert.include(text(el, "details"), sum);
    // Said aloud all the same.
    assert.equal(text(el, "note"), sum);
    assert.equal(getComputedStyle(part(el, "sum")).position, "absolute");
    assert.equal(await el.submit(), "confirm");
    await el.updateComplete;
    assert.equal(text(el, "sum"), "12.750 + 0.250 fee = 13.000 KWD");
    assert.equal(getComputedStyle(part(el, "sum")).position, "static");
  });

  it("grows no more when a press has made the total another", async () => {
    const el = await shown();
    await choose(el, knet.id);
    const moving = el.shadowRoot!.getAnimations().map(({ finished }) => finished);
    await Promise.all(moving);
    const { height } = part(el, "row-selected").getBoundingClientRect();
    assert.equal(await el.submit(), "confirm");
    await el.updateComplete;
    assert.equal(part(el, "row-selected").getBoundingClientRect().height, height);
    assert.include(text(el, "note"), "13.000 KWD");
  });

  it("says that a test moves no money", async () => {
    const el = await shown([{ ...knet, test: true }, card]);
    await choose(el, knet.id);
    assert.include(text(el, "details"), "This is a test. No money moves.");
  });

  it("stays as it is where nobody has chosen it by hand: nothing moves", async () => {
    const el = await shown([knet, card], { value: knet.id });
    assert.lengthOf(parts(el, "details"), 0);
    el.value = card.id;
    await el.updateComplete;
    assert.lengthOf(parts(el, "details"), 0);
    const single = await shown([knet]);
    assert.lengthOf(parts(single, "details"), 0);
  });

  it("has a method's own form in its frame, and says nothing of going anywhere", async () => {
    const el = await shown([{ ...card, frame: "/card/" }, knet]);
    await choose(el, card.id);
    assert.equal(part(el, "card").closest("[part~=row]"), part(el, "row-selected"));
    assert.lengthOf(parts(el, "details"), 0);
  });

  it("opens in no time where the shopper wants no motion", async () => {
    const el = await shown();
    await choose(el, knet.id);
    assert.equal(getComputedStyle(part(el, "details")).animationDuration, "0.18s");
    await emulateMedia({ reducedMotion: "reduce" });
    try {
      assert.equal(getComputedStyle(part(el, "details")).animationName, "none");
    } finally {
      await emulateMedia({ reducedMotion: "no-preference" });
    }
  });
});

describe("a row that has the keyboard", () => {
  it("shows it by its whole frame, apart from being chosen", async () => {
    const el = await shown();
    const before = document.createElement("button");
    el.before(before);
    before.focus();
    await sendKeys({ press: "Tab" });
    assert.equal(el.shadowRoot!.activeElement, radios(el)[0]!);
    const ring = (element: Element) => getComputedStyle(element).outlineStyle;
    assert.equal(ring(radios(el)[0]!), "none");
    assert.deepEqual(parts(el, "row").map(ring), ["solid", "none", "none"]);
    await sendKeys({ press: "ArrowDown" });
    assert.deepEqual(parts(el, "row").map(ring), ["none", "solid", "none"]);
    pay(el)!.focus();
    assert.deepEqual(parts(el, "row").map(ring), ["none", "none", "none"]);
  });
});
