/** What a page brought along to work without the widget. */
import { assert, fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import {
  card,
  knet,
  pay,
  prepare,
  radios,
  refused,
  show,
  view,
} from "../support/scripted-checkout.ts";

function aForm(): HTMLFormElement {
  const form = document.createElement("form");
  form.slot = "plain";
  form.innerHTML = `<input type="radio" name="method" value="${knet.id}" />
    <input type="radio" name="method" value="${card.id}" checked />`;
  return form;
}

describe("a form in the slot plain", () => {
  it("is shown until the methods are there, and hands its choice and the keyboard on", async () => {
    const { el, proxy } = await prepare({ checkout: [{ body: view(), held: true }] });
    const form = aForm();
    el.append(form);
    await fixture(html`<div>${el}</div>`);
    await el.updateComplete;
    assert.isAbove(form.offsetHeight, 0);
    const [, chosen] = form.querySelectorAll("input");
    chosen!.focus();
    const ready = oneEvent(el, "otter-ready");
    await proxy.released();
    await ready;
    await waitUntil(() => el.shadowRoot!.activeElement !== null);
    assert.equal(form.offsetHeight, 0);
    assert.isAbove(pay(el)!.offsetHeight, 0);
    assert.equal(el.value, card.id);
    assert.equal(el.shadowRoot!.activeElement, radios(el)[1]);
  });

  it("stays where nothing could be read", async () => {
    const { el } = await prepare({ checkout: [refused("ledger_unavailable", 503, true)] });
    const form = aForm();
    el.append(form);
    const error = oneEvent(el, "otter-error");
    await fixture(html`<div>${el}</div>`);
    await error;
    await el.updateComplete;
    assert.isAbove(form.offsetHeight, 0);
  });

  it("is not missed where there is none", async () => {
    const { el } = await show({ checkout: [{ body: view() }] });
    assert.equal(el.value, "");
    assert.isAbove(pay(el)!.offsetHeight, 0);
  });
});
