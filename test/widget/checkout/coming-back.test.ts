import { assert, fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import {
  choose,
  finalView,
  knet,
  pay,
  prepare,
  radios,
  session,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

/** As the browser does it when the page comes out of the back-forward cache. */
function restorePage(): void {
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
}

/** A moment later than the last reading, which is not repeated at once. */
async function later(): Promise<void> {
  const from = performance.now();
  await waitUntil(() => performance.now() - from > 400);
}

/** Lets otter-redirect count as gone, and goes nowhere. */
function stayOnRedirect(el: HTMLElement): void {
  // A frame cannot be left when the address of the whole page cannot be set.
  el.addEventListener("otter-redirect", (event) => event.stopImmediatePropagation(), {
    capture: true,
  });
}

describe("Back from the gateway", () => {
  it("finds a usable picker in a restored page, and reads anew", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: view() }],
      payments: [{ ...started(), held: true }],
    });
    await choose(el, knet.id);
    const submitted = el.submit();
    await waitUntil(async () => (await proxy.starts()).length === 1);
    await later();
    restorePage();
    assert.equal(await submitted, "canceled");
    await el.updateComplete;
    assert.equal(pay(el)!.getAttribute("aria-disabled"), "false");
    assert.equal(el.value, knet.id);
    await waitUntil(async () => (await proxy.asked()).length === 3);
    void stayOnRedirect;
  });

  it("shows that it was paid meanwhile", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }, { body: finalView("paid") }] });
    await later();
    const settled = oneEvent(el, "otter-settled");
    restorePage();
    await settled;
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment complete/);
    assert.deepEqual(heard.names, ["otter-ready", "otter-settled"]);
  });

  it("reads anew when the page is looked at again", async () => {
    const { el } = await show({ checkout: [{ body: view() }, { body: finalView("authorized") }] });
    await later();
    const settled = oneEvent(el, "otter-settled");
    document.dispatchEvent(new Event("visibilitychange"));
    await settled;
    await el.updateComplete;
    assert.match(text(el, "panel"), /Order confirmed/);
  });

  it("keeps what is shown when reading anew fails", async () => {
    const { el, proxy, heard } = await show({ checkout: [{ body: view() }, { dropped: true }] });
    await choose(el, knet.id);
    await later();
    restorePage();
    await waitUntil(async () => (await proxy.asked()).length >= 2);
    await later();
    assert.equal(el.value, knet.id);
    assert.lengthOf(radios(el), 3);
    assert.deepEqual(heard.names, ["otter-ready", "otter-change"]);
  });

  it("reads a page that is shown for the first time once", async () => {
    const { proxy } = await show({ checkout: [{ body: view() }] });
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
    await later();
    assert.lengthOf(await proxy.asked(), 1);
  });
});

describe("an element that is moved, or mounted twice", () => {
  it("loads once for one connection, and is usable after the second", async () => {
    const { el, heard, proxy } = await prepare({
      checkout: [{ body: view() }],
      payments: [started()],
    });
    const holder = await fixture(html`<div></div>`);
    holder.append(el);
    el.remove();
    const ready = oneEvent(el, "otter-ready");
    holder.append(el);
    await ready;
    await el.updateComplete;
    assert.lengthOf(await proxy.asked(), 1);
    await choose(el, knet.id);
    el.remove();
    holder.append(el);
    await el.updateComplete;
    assert.equal(el.value, knet.id);
    await el.submit();
    assert.equal(heard.names.at(-1), "otter-redirect");
    assert.equal(heard.names.filter((name) => name === "otter-ready").length, 1);
  });

  it("listens to nothing when it is gone", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }] });
    el.remove();
    await later();
    restorePage();
    document.dispatchEvent(new Event("visibilitychange"));
    await later();
    assert.lengthOf(await proxy.asked(), 1);
  });

  it("drops the answer for a session that was replaced", async () => {
    const { el, proxy, heard } = await prepare({
      checkout: [{ body: finalView("paid"), held: true }, { body: view() }],
    });
    await fixture(html`<div>${el}</div>`);
    await waitUntil(async () => (await proxy.asked()).length === 1);
    const ready = oneEvent(el, "otter-ready");
    el.session = `${session}2`;
    await ready;
    await proxy.released();
    await later();
    assert.deepEqual(heard.names, ["otter-ready"]);
  });
});
