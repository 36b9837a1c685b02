import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import type { ErrorDetail, RedirectDetail } from "../../../widget/index.ts";
import {
  card,
  choose,
  knet,
  pay,
  radios,
  session,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

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
