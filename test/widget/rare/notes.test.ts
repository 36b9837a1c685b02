/** What is said between the methods and the Pay button: each kind known by its sign, not by its colour. */
import { assert, expect, waitUntil } from "@open-wc/testing";
import {
  choose,
  knet,
  part,
  parts,
  pay,
  refused,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

const calloutOf = (el: Element) => part(el, "callout");
const drawingOf = (el: Element) =>
  [...calloutOf(el).querySelectorAll("path")].map((path) => path.getAttribute("d")).join(" ");

const kinds = {
  bad: async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    pay(el)!.click();
    await waitUntil(() => calloutOf(el));
    assert.equal(text(el, "note"), "Choose a payment method");
    return el;
  },
  warn: async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [started({ amount: "12.900", fee: "0.150" })],
    });
    await choose(el, knet.id);
    assert.equal(await el.submit(), "confirm");
    assert.equal(text(el, "note"), "12.750 + 0.150 fee = 12.900 KWD Press Pay again to go on.");
    return el;
  },
  info: async () => {
    const last = { method: knet.id, status: "pending" as const };
    const { el } = await show({ checkout: [{ body: view({ status: "pending", last }) }] });
    assert.equal(text(el, "note"), "KNET is not finished.");
    return el;
  },
};

describe("a note", () => {
  it("is one of three kinds, each with a sign of its own", async () => {
    const drawings = new Set<string>();
    for (const [kind, shown] of Object.entries(kinds)) {
      const el = await shown();
      assert.lengthOf(parts(el, "callout"), 1, kind);
      assert.isTrue(calloutOf(el).part.contains(`callout-${kind}`), kind);
      assert.isAbove(part(el, "sign").getBoundingClientRect().width, 15);
      drawings.add(drawingOf(el));
      await expect(el).to.be.accessible();
    }
    assert.equal(drawings.size, 3);
  });

  it("says of a gateway that does not answer that no money was taken, and of others nothing", async () => {
    for (const [code, isSaid] of [
      ["gateway_unavailable", true],
      ["method_unavailable", true],
      ["order_ending", false],
      ["internal_error", false],
    ] as const) {
      const { el } = await show({ checkout: [{ body: view() }], payments: [refused(code, 503)] });
      await choose(el, knet.id);
      await el.submit();
      await el.updateComplete;
      assert.equal(text(el, "note").includes("No money was taken."), isSaid, code);
    }
  });

  it("does not say so after an attempt that may have been paid", async () => {
    const last = { method: knet.id, status: "pending" as const };
    const { el } = await show({
      checkout: [{ body: view({ status: "pending", last }) }],
      payments: [refused("gateway_unavailable", 503)],
    });
    await choose(el, knet.id);
    await el.submit();
    await el.updateComplete;
    assert.match(text(el, "note"), /KNET is not answering/);
    assert.notInclude(text(el, "note"), "No money");
  });

  it("speaks of an order that was paid elsewhere as paid", async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [refused("order_paid", 409)],
    });
    await choose(el, knet.id);
    await el.submit();
    await el.updateComplete;
    assert.match(text(el, "note"), /^Payment complete/);
  });
});
