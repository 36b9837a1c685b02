import { assert, expect, fixture, oneEvent, waitUntil } from "@open-wc/testing";
import { html } from "lit";
import type { ErrorDetail } from "../../../widget/index.ts";
import type { Script } from "../../support/script.ts";
import { consoleLines } from "../support/console-lines.ts";
import {
  card,
  choose,
  finalView,
  knet,
  part,
  pay,
  prepare,
  radios,
  refused,
  show,
  text,
  view,
} from "../support/scripted-checkout.ts";

const ends: [name: string, script: Script, code: string, words: RegExp][] = [
  [
    "an origin the proxy does not know",
    {
      checkout: [
        {
          status: 403,
          body: {
            error: {
              code: "origin_not_allowed",
              message: "add http://localhost:8000 to MERCHANT_ORIGINS",
              retryable: false,
              requestId: "req-7",
            },
          },
        },
      ],
    },
    "origin_not_allowed",
    /Something went wrong.*Reference req-7/,
  ],
  [
    "a session nobody knows",
    { checkout: [refused("session_not_found", 404)] },
    "session_not_found",
    /There is no payment to show here/,
  ],
  [
    "a gateway that is down",
    { checkout: [refused("gateway_unavailable", 503, true)] },
    "gateway_unavailable",
    /Something went wrong/,
  ],
  [
    "a connection that breaks",
    { checkout: [{ dropped: true }] },
    "proxy_unreachable",
    /No connection/,
  ],
  [
    "a web page where the proxy should be",
    { checkout: [{ html: "<!doctype html>" }] },
    "proxy_answer_invalid",
    /Something went wrong/,
  ],
  [
    "a proxy that answers something else",
    { checkout: [{ status: 500, html: "" }] },
    "proxy_answer_invalid",
    /Something went wrong/,
  ],
];

describe("a checkout that cannot be shown", () => {
  for (const [name, script, code, words] of ends) {
    it(`says so to the shopper, the page and the developer: ${name}`, async () => {
      const lines = await consoleLines(async () => {
        const { el, heard } = await show(script);
        el.innerHTML = `<a href="https://shop.example/pay">Pay</a>`;
        const detail = heard.detail<ErrorDetail>("otter-error");
        assert.deepEqual([detail.code, detail.fatal], [code as typeof detail.code, true]);
        assert.match(text(el, "panel"), words);
        assert.isAbove(el.querySelector("a")!.getBoundingClientRect().height, 0);
        assert.isTrue(el.matches(":state(failed)"));
        assert.isNull(pay(el));
        await expect(el).to.be.accessible();
        await el.reload();
      });
      assert.lengthOf(lines, 1);
      assert.include(lines[0], code);
      if (code === "origin_not_allowed") assert.include(lines[0], "MERCHANT_ORIGINS");
    });
  }

  it("is tried again when the shopper says so, and takes the focus along", async () => {
    const { el } = await show({ checkout: [refused("overloaded", 503, true), { body: view() }] });
    part(el, "retry").focus();
    part(el, "retry").click();
    await oneEvent(el, "otter-ready");
    await waitUntil(() => el.shadowRoot!.activeElement === radios(el)[0]);
  });

  it("is tried again when the connection is back", async () => {
    const { el, proxy } = await show({ checkout: [{ dropped: true }] });
    await proxy.change({ checkout: [{ body: view() }] });
    const from = performance.now();
    await waitUntil(() => performance.now() - from > 400);
    const ready = oneEvent(el, "otter-ready");
    window.dispatchEvent(new Event("online"));
    await ready;
  });

  it("names what the page forgot", async () => {
    for (const [settings, code] of [
      [{ proxy: "" }, "proxy_missing"],
      [{ proxy: "http://" }, "proxy_missing"],
      [{ session: "", result: true }, "session_missing"],
      [{ session: "" }, "session_missing"],
    ] as const) {
      const { heard } = await show({}, settings);
      assert.equal(heard.detail<ErrorDetail>("otter-error").code, code);
    }
  });

  it("waits for a session that the page is still fetching", async () => {
    const { el, heard } = await prepare({ checkout: [{ body: view() }] });
    const { session } = el;
    el.session = "";
    await fixture(html`<div>${el}</div>`);
    await el.updateComplete;
    const ready = oneEvent(el, "otter-ready");
    el.session = session;
    await ready;
    assert.deepEqual(heard.names, ["otter-ready"]);
  });

  it("says that there is no method", async () => {
    const { el, heard } = await show({ checkout: [{ body: view({ methods: [] }) }] });
    const { code, fatal } = heard.detail<ErrorDetail>("otter-error");
    assert.deepEqual([code, fatal], ["no_methods", true]);
    assert.match(text(el, "panel"), /No payment method is available/);
    assert.isTrue(el.matches(":state(empty)"));
  });
});

describe("a session that runs out", () => {
  const soon = (ms: number) => {
    // The shopper's clock is an hour slow.
    const now = Date.now() + 3_600_000;
    return { now: new Date(now).toISOString(), expiresAt: new Date(now + ms).toISOString() };
  };

  it("shows the time left by the proxy's clock, outside the live region", async () => {
    const { el } = await show({ checkout: [{ body: view(soon(300_400)) }] });
    await waitUntil(() => part(el, "clock"));
    assert.equal(text(el, "clock"), "05:00 left".replace("05:00", text(el, "clock").slice(0, 5)));
    assert.match(text(el, "clock"), /^0(5:0[01]|4:59) left$/);
    assert.isNull(part(el, "clock").closest("[role=status]"));
  });

  it("stops starting when its time is up", async () => {
    const { el, heard } = await show({
      checkout: [{ body: view(soon(700)) }, { body: view(soon(-100)) }],
    });
    await choose(el, knet.id);
    await oneEvent(el, "otter-error");
    await el.updateComplete;
    const { code, fatal } = heard.detail<ErrorDetail>("otter-error");
    assert.deepEqual([code, fatal], ["session_expired", true]);
    assert.match(text(el, "panel"), /time to pay has run out/);
    assert.isNull(pay(el));
    assert.equal(await el.submit(), "failed");
  });

  it("does not end the wait for a card that was charged in time", async () => {
    const time = soon(700);
    const framed = { ...card, frame: "/v1/card-frame/" };
    const methods = [framed, knet];
    const last = { method: framed.id, status: "pending" as const };
    const charged = { body: view({ ...time, methods, last, status: "pending" }) };
    const { el, heard } = await show({
      checkout: [{ body: view({ ...time, methods }) }, charged, { ...charged, held: true }],
    });
    await el.reload();
    assert.isTrue(el.matches(":state(waiting)"));
    const from = performance.now();
    await waitUntil(() => performance.now() - from > 1500, "", { timeout: 3000 });
    assert.isTrue(el.matches(":state(waiting)"));
    assert.match(text(el, "panel"), /Waiting for confirmation/);
    assert.notInclude(heard.names, "otter-error");
  });

  it("is still told to be paid when somebody was on the way", async () => {
    const { el } = await show({
      checkout: [{ body: view(soon(-100)) }, { body: finalView("paid") }],
    });
    const from = performance.now();
    await waitUntil(() => performance.now() - from > 400);
    const settled = oneEvent(el, "otter-settled");
    document.dispatchEvent(new Event("visibilitychange"));
    await settled;
  });
});
