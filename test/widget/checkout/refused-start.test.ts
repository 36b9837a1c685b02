import { assert } from "@open-wc/testing";
import type { ErrorDetail } from "../../../widget/index.ts";
import {
  card,
  choose,
  finalView,
  knet,
  pay,
  radios,
  refused,
  show,
  started,
  text,
  view,
} from "../support/scripted-checkout.ts";

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
