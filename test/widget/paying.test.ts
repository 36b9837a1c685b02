import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { ErrorDetail, RedirectDetail } from "../../widget/index.ts";
import {
  card,
  choose,
  finalView,
  knet,
  pay,
  radios,
  refused,
  session,
  show,
  started,
  text,
  view,
} from "./support/scripted-checkout.ts";

const dearer = started({ amount: "12.900", fee: "0.150" });

describe("paying", () => {
  it("starts the chosen method and leaves for its page", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }],
      payments: [started()],
    });
    await choose(el, knet.id);
    pay(el)!.click();
    await oneEvent(el, "otter-redirect");
    assert.deepEqual(await proxy.starts(), [
      {
        method: "POST",
        path: `/v1/checkout/${session}/payments`,
        body: { method: knet.id, locale: "en" },
      },
    ]);
    assert.deepEqual(heard.names, [
      "otter-ready",
      "otter-change",
      "otter-submit",
      "otter-redirect",
    ]);
    const { url, method, amount, session: paid } = heard.detail<RedirectDetail>("otter-redirect");
    assert.deepEqual(
      [url, method, amount, paid],
      ["https://gateway.example/pay/1", knet.id, "12.750", session],
    );
  });

  it("sends one request for three synchronous submits, which answer the same", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }],
      payments: [started()],
    });
    await choose(el, knet.id);
    const outcomes = await Promise.all([el.submit(), el.submit(), el.submit()]);
    assert.deepEqual(outcomes, ["canceled", "canceled", "canceled"]);
    assert.lengthOf(await proxy.starts(), 1);
    assert.equal(heard.names.filter((name) => name === "otter-submit").length, 1);
  });

  it("sends one request however often Pay is pressed meanwhile", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: view() }],
      payments: [{ ...started(), held: true }],
    });
    await choose(el, knet.id);
    const redirect = oneEvent(el, "otter-redirect");
    pay(el)!.click();
    pay(el)!.click();
    await proxy.released();
    await redirect;
    assert.lengthOf(await proxy.starts(), 1);
  });

  it("sends nothing when nothing is chosen, says so, and focuses the first radio", async () => {
    const { el, proxy, heard } = await show({ checkout: [{ body: view() }] });
    pay(el)!.click();
    await waitUntil(() => el.shadowRoot!.activeElement === radios(el)[0]);
    await el.updateComplete;
    assert.equal(text(el, "note"), "Choose a payment method");
    assert.deepEqual(heard.names, ["otter-ready"]);
    assert.isEmpty(await proxy.starts());
    await choose(el, knet.id);
    assert.equal(text(el, "note"), "");
  });

  it("sends nothing when otter-submit is prevented, and stays usable", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }], payments: [started()] });
    await choose(el, knet.id);
    el.addEventListener("otter-submit", (event) => event.preventDefault(), { once: true });
    assert.equal(await el.submit(), "canceled");
    assert.isEmpty(await proxy.starts());
    await el.submit();
    assert.lengthOf(await proxy.starts(), 1);
  });

  it("stays usable when otter-redirect is prevented", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }], payments: [started()] });
    await choose(el, knet.id);
    assert.equal(await el.submit(), "canceled");
    await choose(el, card.id);
    assert.equal(await el.submit(), "canceled");
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").method, card.id);
  });

  it("gives up a start when another method is chosen meanwhile", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }],
      payments: [{ ...started(), held: true }, started()],
    });
    await choose(el, knet.id);
    const first = el.submit();
    await waitUntil(async () => (await proxy.starts()).length === 1);
    await choose(el, card.id);
    assert.equal(await first, "canceled");
    await el.submit();
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").method, card.id);
    assert.notInclude(heard.names, "otter-error");
  });

  it("refuses to leave for an address that is not https", async () => {
    for (const redirectUrl of [
      "http://gateway.example/pay",
      "javascript:alert(1)",
      "http://localhost@gateway.example/",
      "http://localhost.gateway.example/",
    ]) {
      const { el, heard } = await show({
        checkout: [{ body: view() }],
        payments: [started({ redirectUrl })],
      });
      await choose(el, knet.id);
      assert.equal(await el.submit(), "failed", redirectUrl);
      const { code, fatal } = heard.detail<ErrorDetail>("otter-error");
      assert.deepEqual([code, fatal], ["redirect_blocked", false]);
      assert.notInclude(heard.names, "otter-redirect");
      assert.isNotNull(pay(el));
    }
  });

  it("leaves for this machine over plain http, where the gateways are simulated", async () => {
    const redirectUrl = "http://127.0.0.1:9000/pay";
    const { el, heard } = await show({
      checkout: [{ body: view() }],
      payments: [started({ redirectUrl })],
    });
    await choose(el, knet.id);
    await el.submit();
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").url, redirectUrl);
  });
});

describe("a total that was not on the Pay button", () => {
  it("is shown and agreed to before the page is left", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    pay(el)!.focus();
    assert.equal(await el.submit(), "confirm");
    assert.notInclude(heard.names, "otter-redirect");
    assert.equal(text(el, "sum"), "12.750 + 0.150 fee = 12.900 KWD");
    assert.match(text(el, "note"), /Press Pay again/);
    assert.equal(text(el, "pay"), "Pay 12.900 KWD");
    assert.equal(el.shadowRoot!.activeElement, pay(el));
    assert.equal(el.total.amount, "12.900");
  });

  it("is not agreed to by a press that came too soon to have read it", async () => {
    const { el, proxy, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    assert.equal(await el.submit(), "confirm");
    assert.notInclude(heard.names, "otter-redirect");
    await waitUntil(async () => (await el.submit()) === "canceled");
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").amount, "12.900");
    assert.lengthOf(await proxy.starts(), 1);
  });

  it("is not agreed to by the second half of a double click, nor by a key held down", async () => {
    const { el, heard } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    const shown = performance.now();
    await waitUntil(() => performance.now() - shown > 600);
    pay(el)!.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
    await Promise.resolve();
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, cancelable: true });
    assert.isFalse(pay(el)!.dispatchEvent(held));
    assert.notInclude(heard.names, "otter-redirect");
    pay(el)!.focus();
    const redirect = oneEvent(el, "otter-redirect");
    await sendKeys({ press: "Enter" });
    await redirect;
  });

  it("is forgotten when another method is chosen", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }], payments: [dearer] });
    await choose(el, knet.id);
    await el.submit();
    await choose(el, card.id);
    assert.equal(text(el, "pay"), "Pay 12.750 KWD");
    assert.equal(text(el, "note"), "");
    assert.equal(await el.submit(), "confirm");
    assert.lengthOf(await proxy.starts(), 2);
  });

  it("is asked for in the gateway's currency too", async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [started({ amount: "41.63", currency: "USD", fee: "0.00" })],
    });
    await choose(el, knet.id);
    assert.equal(await el.submit(), "confirm");
    assert.equal(text(el, "sum"), "You will be charged $41.63");
    assert.equal(text(el, "pay"), "Pay $41.63");
  });

  it("needs no second press where the fee was on the button beforehand", async () => {
    const known = { ...knet, total: "12.900", fee: "0.150", currency: "KWD" };
    const { el, heard } = await show({
      checkout: [{ body: view({ methods: [known, card] }) }],
      payments: [dearer],
    });
    assert.equal(text(el, "hint"), "0.150 KWD fee");
    await choose(el, knet.id);
    assert.equal(text(el, "pay"), "Pay 12.900 KWD");
    assert.equal(text(el, "sum"), "12.750 + 0.150 fee = 12.900 KWD");
    await el.submit();
    assert.include(heard.names, "otter-redirect");
  });

  it("never says a sum that does not add up", async () => {
    const { el } = await show({
      checkout: [{ body: view() }],
      payments: [started({ amount: "13.000", fee: "0.150" })],
    });
    await choose(el, knet.id);
    await el.submit();
    assert.equal(text(el, "sum"), "You will be charged 13.000 KWD");
  });
});

describe("a refused start", () => {
  it("is told to the shopper with a reference, and leaves the picker as it was", async () => {
    for (const [code, words] of [
      ["gateway_unavailable", /KNET is not answering/],
      ["gateway_timeout", /KNET is not answering/],
      ["order_ending", /still closing/],
      ["rate_limited", /Something went wrong/],
      ["internal_error", /Something went wrong/],
    ] as const) {
      const { el, heard } = await show({
        checkout: [{ body: view() }],
        payments: [refused(code, 503, true), started()],
      });
      await choose(el, knet.id);
      assert.equal(await el.submit(), "failed");
      await el.updateComplete;
      assert.match(text(el, "note"), words);
      assert.match(text(el, "note"), /Reference req-7/);
      assert.deepInclude(heard.detail<ErrorDetail>("otter-error"), {
        code,
        fatal: false,
        retryable: true,
        requestId: "req-7",
      });
      await el.submit();
      assert.include(heard.names, "otter-redirect");
    }
  });

  it("shows the outcome when the order was paid meanwhile", async () => {
    for (const [code, status] of [
      ["already_paid", "paid"],
      ["order_in_review", "review"],
      ["session_canceled", "canceled"],
      ["session_expired", "expired"],
    ] as const) {
      const { el, heard } = await show({
        checkout: [{ body: view() }, { body: finalView(status) }],
        payments: [refused(code, 409)],
      });
      await choose(el, knet.id);
      assert.equal(await el.submit(), "failed");
      assert.equal(heard.names.at(-1), "otter-settled");
      assert.notInclude(heard.names, "otter-error");
    }
  });

  it("takes away a method that is gone, and keeps the others", async () => {
    const { el, heard } = await show({
      checkout: [{ body: view() }, { body: view({ methods: [card, { ...card, id: "ottu:2" }] }) }],
      payments: [refused("method_unavailable", 409)],
    });
    await choose(el, knet.id);
    await el.submit();
    await el.updateComplete;
    assert.equal(heard.detail<ErrorDetail>("otter-error").code, "method_unavailable");
    assert.equal(el.value, "");
    assert.deepEqual(
      radios(el).map(({ value }) => value),
      [card.id, "ottu:2"],
    );
  });

  it("is the end where the proxy says there is no such session", async () => {
    const { el, heard } = await show({
      checkout: [{ body: view() }, refused("session_not_found", 404)],
      payments: [refused("session_not_found", 404)],
    });
    await choose(el, knet.id);
    await el.submit();
    assert.isTrue(heard.detail<ErrorDetail>("otter-error").fatal);
    assert.isNull(pay(el));
  });

  it("survives a connection that breaks", async () => {
    const { el, heard, proxy } = await show({
      checkout: [{ body: view() }],
      payments: [{ dropped: true }],
    });
    await choose(el, knet.id);
    assert.equal(await el.submit(), "failed");
    await el.updateComplete;
    assert.match(text(el, "note"), /No connection/);
    assert.equal(heard.detail<ErrorDetail>("otter-error").code, "proxy_unreachable");
    await proxy.change({ checkout: [{ body: view() }], payments: [started()] });
    await el.submit();
    assert.include(heard.names, "otter-redirect");
  });
});
