import { assert, expect, oneEvent, waitUntil } from "@open-wc/testing";
import type { SettledDetail } from "../../../widget/index.ts";
import {
  finalView,
  knet,
  parts,
  pay,
  prepare,
  radios,
  session,
  show,
  text,
  view,
} from "../support/scripted-checkout.ts";
import { fixture } from "@open-wc/testing";
import { html } from "lit";

const outcomes = [
  ["paid", /Payment complete.*12\.750 KWD/],
  ["authorized", /Order confirmed.*12\.750 KWD/],
  ["review", /being checked.*do not pay again/],
  ["canceled", /Payment canceled/],
  ["expired", /Payment expired/],
] as const;

describe("a session that is over", () => {
  for (const [status, words] of outcomes) {
    it(`shows the outcome instead of a picker: ${status}`, async () => {
      for (const result of [true, false]) {
        const { el, heard, proxy } = await show(
          { checkout: [{ body: finalView(status) }] },
          { result },
        );
        // On the way to paying it is the order that has changed.
        const isChanged = status === "canceled" && !result;
        assert.match(text(el, "panel"), isChanged ? /Your order has changed/ : words);
        assert.isNull(pay(el));
        assert.lengthOf(radios(el), 0);
        assert.deepEqual(heard.names, ["otter-settled"]);
        assert.deepInclude(heard.detail<SettledDetail>("otter-settled"), { session, status });
        assert.isTrue(el.matches(":state(settled)"));
        assert.isTrue(el.matches(`:state(${status})`));
        await expect(el).to.be.accessible();
        assert.lengthOf(await proxy.asked(), 1);
      }
    });
  }

  it("is said once, however often it is read", async () => {
    const { el, heard } = await show({ checkout: [{ body: finalView("paid") }] });
    await el.reload();
    await el.reload();
    assert.deepEqual(heard.names, ["otter-settled"]);
  });
});

describe("a result page", () => {
  it("asks a pending session again until it is settled", async () => {
    const pending = { body: view({ status: "pending" }) };
    const { el, proxy } = await prepare({
      checkout: [pending, pending, pending, { body: finalView("paid") }],
    });
    el.result = true;
    const settled = oneEvent(el, "otter-settled");
    await fixture(html`<div>${el}</div>`);
    await waitUntil(() => el.matches(":state(waiting)"));
    assert.match(text(el, "panel"), /Waiting for confirmation/);
    await settled;
    assert.lengthOf(await proxy.asked(), 4);
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment complete/);
  });

  it("goes on asking when one answer is lost", async () => {
    const { el } = await prepare({
      checkout: [
        { body: view({ status: "pending" }) },
        { status: 502, html: "<h1>Bad gateway</h1>" },
        { body: finalView("paid") },
      ],
    });
    el.result = true;
    const settled = oneEvent(el, "otter-settled");
    await fixture(html`<div>${el}</div>`);
    await settled;
  });

  it("says of an open session that it is not paid, with the shop's link and never a picker", async () => {
    const last = { method: knet.id, status: "failed" as const };
    const { el } = await prepare({ checkout: [{ body: view({ last }) }] });
    el.result = true;
    el.innerHTML = `<a href="https://shop.example/pay">Pay</a>`;
    await fixture(html`<div>${el}</div>`);
    await waitUntil(() => text(el, "panel").startsWith("Not paid"));
    assert.match(text(el, "panel"), /KNET did not go through/);
    assert.isAbove(el.querySelector("a")!.getBoundingClientRect().height, 0);
    assert.lengthOf(radios(el), 0);
    assert.isTrue(el.matches(":state(unpaid)"));
    assert.lengthOf(parts(el, "pay"), 0);
  });
});

describe("the address of a result page", () => {
  const own = location.href;
  afterEach(() => history.replaceState(null, "", own));

  for (const [why, query] of [
    ["the only session", `?session=${session}`],
    ["behind one of the shop's", `?session=mine&session=${session}&x=1`],
    ["before one of the shop's", `?a=%20&session=${session}&session=mine`],
    ["the last of two", `?session=cs_older&session=${session}`],
  ] as const) {
    it(`names the session whose outcome is shown: ${why}`, async () => {
      history.replaceState(null, "", query);
      const { el, heard } = await show(
        { checkout: [{ body: finalView("paid") }] },
        { result: true, session: "" },
      );
      assert.deepInclude(heard.detail<SettledDetail>("otter-settled"), { session });
      assert.match(text(el, "panel"), /Payment complete/);
    });
  }
});
