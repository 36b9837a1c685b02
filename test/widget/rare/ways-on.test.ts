/** No outcome is a dead end: what is said, and the way on from it. */
import { assert, expect, fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { OtterCheckoutElement, OtterOutdatedEvent } from "../../../widget/index.ts";
import { consoleLines } from "../support/console-lines.ts";
import {
  card,
  choose,
  finalView,
  knet,
  otherSession,
  part,
  parts,
  pay,
  prepare,
  radios,
  refused,
  session,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

const way = (el: Element) => part<HTMLButtonElement>(el, "way");
const patience = { timeout: 8_000 };
const pending = {
  body: view({ status: "pending", last: { method: knet.id, status: "pending" } }),
};

async function onResultPage(script: Parameters<typeof prepare>[0]) {
  const shown = await prepare(script, { result: true });
  await fixture(html`<div>${shown.el}</div>`);
  return shown;
}

describe("a wait for money that does not come", () => {
  it("offers another way after a few asks, and the picker again", async () => {
    const { el, proxy, heard } = await onResultPage({ checkout: [pending], payments: [started()] });
    await waitUntil(() => /do not pay again/.test(text(el, "panel")));
    assert.isEmpty(parts(el, "way"));
    await waitUntil(() => way(el), "another way is offered", patience);
    assert.isAtLeast((await proxy.asked()).length, 5);
    assert.match(text(el, "panel"), /Waiting for confirmation Paid already\? We keep looking\./);
    assert.equal(text(el, "way"), "Not paid? Choose another way.");
    await expect(el).to.be.accessible();
    way(el).click();
    await waitUntil(() => radios(el).length === 3);
    await waitUntil(() => el.shadowRoot!.activeElement === radios(el)[0], "the keyboard is there");
    assert.match(text(el, "note"), /KNET is not finished\. Paid already\? We keep looking\./);
    await choose(el, card.id);
    await el.submit();
    assert.include(heard.names, "otter-redirect");
  });

  it("goes on looking beside the picker, and says so when it was paid all the same", async () => {
    const { el, proxy } = await onResultPage({ checkout: [pending] });
    await waitUntil(() => way(el), "another way is offered", patience);
    way(el).click();
    await waitUntil(() => radios(el).length === 3);
    const settled = oneEvent(el, "otter-settled");
    await proxy.change({ checkout: [{ body: finalView("paid") }] });
    await settled;
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment complete/);
  });

  it("offers nothing else while a card may have been charged", async () => {
    const framed = { ...card, frame: "/card/" };
    const last = { method: framed.id, status: "pending" as const };
    const charged = { body: view({ status: "pending", methods: [framed, knet], last }) };
    const { el, proxy } = await onResultPage({ checkout: [charged] });
    await waitUntil(async () => (await proxy.asked()).length > 7, "it was asked", patience);
    await el.updateComplete;
    assert.match(text(el, "panel"), /do not pay again/);
    assert.isEmpty(parts(el, "way"));
  });
});

describe("a result page of an open session", () => {
  it("leads back to the picker", async () => {
    const last = { method: knet.id, status: "expired" as const };
    const { el } = await onResultPage({ checkout: [{ body: view({ last }) }] });
    await waitUntil(() => way(el));
    assert.match(
      text(el, "panel"),
      /^Not paid KNET was not completed\. Choose another way to pay$/,
    );
    way(el).click();
    await waitUntil(() => radios(el).length === 3);
    assert.isNotNull(pay(el));
  });
});

describe("a session that another has replaced", () => {
  const replaced = {
    checkout: [{ body: finalView("canceled") }, { body: view({ id: otherSession }) }],
  };

  it("asks the page for the new one, and shows its total", async () => {
    const { el } = await show(replaced);
    assert.match(text(el, "panel"), /^Your order has changed\. Show the new total$/);
    el.addEventListener("otter-outdated", (event) => {
      event.preventDefault();
      assert.deepEqual(event.detail, { session, reason: "changed" });
      (event.target as OtterCheckoutElement).session = otherSession;
    });
    way(el).focus();
    way(el).click();
    await waitUntil(() => el.shadowRoot!.activeElement === radios(el)[0], "the keyboard is there");
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
  });

  it("is made anew by createSession at the next press of Pay", async () => {
    const made = [session, otherSession];
    const { el, proxy } = await show(
      {
        methods: [{ body: { methods: [knet, card], partial: false } }],
        checkout: [{ body: finalView("canceled") }],
        payments: [refused("session_canceled", 409), started()],
      },
      { session: "", currency: "KWD", amount: "12.750", createSession: () => made.shift()! },
    );
    await choose(el, knet.id);
    await el.submit();
    await el.updateComplete;
    assert.match(text(el, "note"), /^Your order has changed\./);
    el.amount = "14.000";
    await el.updateComplete;
    assert.equal(text(el, "pay"), "Pay 14.000 KWD");
    await el.submit();
    assert.include((await proxy.starts()).at(-1)!.path, otherSession);
  });

  it("tells the developer in one line what to do", async () => {
    const lines = await consoleLines(async () => {
      const gone = { ...finalView("canceled"), id: "cs_replaced0123456789abcd" };
      const { el } = await show({ checkout: [{ body: gone }] });
      await el.reload();
      assert.notInclude(text(el, "panel"), "can no longer be paid");
    });
    assert.lengthOf(lines, 1);
    assert.match(lines[0]!, /Listen to otter-outdated/);
  });
});

describe("a session whose time is over", () => {
  it("keeps the keyboard where it was, and starts again", async () => {
    const now = Date.now();
    const time = { now: new Date(now).toISOString(), expiresAt: new Date(now + 700).toISOString() };
    const { el } = await show({ checkout: [{ body: view(time) }] });
    radios(el)[1]!.focus();
    await oneEvent(el, "otter-error");
    await waitUntil(() => el.shadowRoot!.activeElement === part(el, "panel"), "it is in the panel");
    assert.match(text(el, "panel"), /The time to pay has run out\. Start again$/);
    const outdated = new Promise<OtterOutdatedEvent>((resolve) =>
      el.addEventListener("otter-outdated", (event) => {
        event.preventDefault();
        resolve(event);
      }),
    );
    way(el).click();
    assert.deepEqual((await outdated).detail, { session, reason: "expired" });
  });

  it("takes no keyboard from the rest of the page", async () => {
    const { el } = await show({ checkout: [{ body: view() }, { body: finalView("expired") }] });
    const field = await fixture<HTMLInputElement>(html`<input aria-label="elsewhere" />`);
    field.focus();
    await el.reload();
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment expired/);
    assert.equal(document.activeElement, field);
  });
});

describe("what is missing is said as what it is", () => {
  for (const [what, script, settings, words] of [
    [
      "a result without a session",
      {},
      { session: "", result: true },
      /^There is no payment to show here\.$/,
    ],
    ["a page without a session", {}, { session: "" }, /^Payment is not set up on this page yet\./],
    [
      "a session that nobody knows",
      { checkout: [refused("session_not_found", 404)] },
      {},
      /^There is no payment to show here\./,
    ],
    [
      "gateways that are down",
      { checkout: [{ body: view({ methods: [], partial: true }) }] },
      {},
      /^No payment method is available right now\. No money was taken\. Try again$/,
    ],
    [
      "gateways that are down after an attempt",
      {
        checkout: [
          { body: view({ methods: [], last: { method: knet.id, status: "pending" as const } }) },
        ],
      },
      {},
      /^No payment method is available right now\. Try again$/,
    ],
  ] as const) {
    it(what, async () => {
      const { el } = await show(script as Parameters<typeof show>[0], settings);
      assert.match(text(el, "panel"), words);
      await expect(el).to.be.accessible();
    });
  }
});
