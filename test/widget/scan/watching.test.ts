import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import type { SettledDetail } from "../../../widget/index.ts";
import { HeldTime } from "../support/held-time.ts";
import { codeOf, looked, looks, newsOf, open, scanButton } from "../support/scanned.ts";
import {
  finalView,
  part,
  pay,
  refused,
  session,
  show,
  started,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

const last = (status: "pending" | "failed") => ({ last: { method: wechat.id, status } as const });
const openView = { body: view({ methods: [] }) };
const pendingView = { body: view({ status: "pending", methods: [], ...last("pending") }) };
const minute = 60_000;

/** Seen or not, as the browser says it. */
function look(visibilityState: DocumentVisibilityState): void {
  Object.defineProperty(document, "visibilityState", {
    configurable: true,
    value: visibilityState,
  });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("an open code", () => {
  let time: HeldTime;
  beforeEach(() => (time = new HeldTime()));
  afterEach(() => {
    time.release();
    Reflect.deleteProperty(document, "visibilityState");
  });

  /** A moment later the proxy has been asked, and its answer has been heard. */
  async function isLooked(): Promise<void> {
    await time.isAwaited(2_000);
    time.pass(2_000);
  }

  it("asks how it stands every two seconds, and one question at a time", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: view() }, openView, { ...openView, held: true }, openView],
    });
    await open(el);
    time.pass(1_999);
    assert.equal(await looks(proxy), 0);
    time.pass(1);
    await looked(proxy, 1);
    await isLooked();
    await looked(proxy, 2);
    time.pass(8_000);
    assert.equal(await looks(proxy), 2);
    await proxy.released();
    await isLooked();
    await looked(proxy, 3);
    assert.isEmpty(await proxy.starts());
    const paths = (await proxy.asked()).map(({ path }) => path);
    assert.deepEqual(new Set(paths), new Set([`/v1/checkout/${session}`]));
  });

  it("shows that it is paid, and says so to the page once", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }, openView, pendingView, { body: finalView("paid") }],
    });
    await open(el);
    await isLooked();
    assert.equal(newsOf(el), "");
    await isLooked();
    await waitUntil(() => newsOf(el) === "Payment started. Waiting for it to finish…");
    assert.isOk(codeOf(el));
    const settled = oneEvent(el, "otter-settled");
    await isLooked();
    await settled;
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment complete.*12\.750 KWD/);
    assert.isUndefined(part(el, "scan"));
    assert.deepInclude(heard.detail<SettledDetail>("otter-settled"), { session, status: "paid" });
    time.pass(20 * minute);
    assert.equal(await looks(proxy), 3);
    await el.reload();
    assert.deepEqual(heard.names.slice(-2), ["otter-change", "otter-settled"]);
  });

  it("stays paid when the time to pay has run out", async () => {
    const expiresAt = new Date(Date.now() + minute).toISOString();
    const { el, heard } = await show({
      checkout: [{ body: view({ expiresAt }) }, { body: finalView("paid") }],
    });
    await open(el);
    const settled = oneEvent(el, "otter-settled");
    await isLooked();
    await settled;
    time.pass(2 * minute);
    await el.updateComplete;
    assert.match(text(el, "panel"), /Payment complete/);
    assert.notInclude(heard.names, "otter-error");
  });

  it("says how an attempt ended that was seen to begin", async () => {
    const failed = { body: view({ methods: [], ...last("failed") }) };
    const { el } = await show({ checkout: [{ body: view() }, pendingView, failed] });
    await open(el);
    await isLooked();
    await isLooked();
    await waitUntil(() => /WeChat Pay.* did not go through/.test(newsOf(el) ?? ""));
  });

  it("asks nothing while the page is not seen", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }] });
    await open(el);
    look("hidden");
    time.pass(10 * minute);
    assert.equal(await looks(proxy), 0);
    look("visible");
    await looked(proxy, 1); // the picker's own
    time.pass(1_999);
    assert.equal(await looks(proxy), 1);
    time.pass(1);
    await looked(proxy, 2);
  });

  it("asks one question at a time, also where the page is seen again meanwhile", async () => {
    const { el, proxy } = await show({
      checkout: [{ body: view() }, { body: view(), held: true }, { body: view() }],
    });
    await open(el);
    await isLooked();
    await looked(proxy, 1);
    time.pass(400);
    document.dispatchEvent(new Event("visibilitychange"));
    await looked(proxy, 2); // the picker's own
    time.pass(4_000);
    await el.updateComplete;
    await proxy.released();
    await time.isAwaited(2_000);
    assert.equal(await looks(proxy), 2);
  });

  it("asks less often while nobody answers", async () => {
    const { el, proxy } = await show({
      checkout: [
        { body: view() },
        { status: 502, html: "" },
        refused("rate_limited", 429, true),
        openView,
      ],
    });
    await open(el);
    for (const [times, pauseMs] of [2_000, 4_000, 8_000, 2_000].entries()) {
      await time.isAwaited(pauseMs);
      assert.equal(await looks(proxy), times);
      time.pass(pauseMs);
      await looked(proxy, times + 1);
    }
    assert.isOk(codeOf(el));
  });

  it("is old after a quarter of an hour: asks no more, and is shown again where that is wanted", async () => {
    const { el, proxy } = await show({ checkout: [{ body: view() }, openView] });
    await open(el);
    time.pass(15 * minute);
    await waitUntil(() => newsOf(el) === "This code is old.");
    assert.isUndefined(codeOf(el));
    time.pass(5 * minute);
    assert.equal(await looks(proxy), 0);
    part(el, "scan-again").focus();
    part(el, "scan-again").click();
    await waitUntil(() => codeOf(el));
    assert.equal(newsOf(el), "");
    assert.equal(el.shadowRoot!.activeElement, part(el, "scan-panel"));
    await isLooked();
    await looked(proxy, 1);
  });

  it("asks no more once it is closed, or its element is off the page", async () => {
    for (const end of ["close", "remove"]) {
      const { el, proxy } = await show({ checkout: [{ body: view() }, openView] });
      await open(el);
      if (end === "close") scanButton(el).click();
      else el.remove();
      time.pass(5 * minute);
      assert.equal(await looks(proxy), 0, end);
      assert.isEmpty(await proxy.starts());
    }
  });

  it("leaves Pay as it is: one press, one start", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }, openView],
      payments: [started()],
    });
    await open(el);
    const redirect = oneEvent(el, "otter-redirect");
    pay(el)!.click();
    await redirect;
    assert.lengthOf(await proxy.starts(), 1);
    assert.isOk(codeOf(el));
    assert.notInclude(heard.names, "otter-error");
  });

  it("does not take the outcome from a press of Pay that is on its way", async () => {
    const { el, proxy, heard } = await show({
      checkout: [{ body: view() }, { body: finalView("paid") }],
      payments: [{ ...refused("already_paid", 409), held: true }],
    });
    await open(el);
    pay(el)!.click();
    await waitUntil(async () => (await proxy.starts()).length === 1);
    await isLooked();
    await time.isAwaited(2_000);
    assert.notInclude(heard.names, "otter-settled");
    const settled = oneEvent(el, "otter-settled");
    await proxy.released();
    await settled;
  });

  it("follows a payment that was begun before the time to begin had run out", async () => {
    const now = Date.now();
    const expiresAt = new Date(now + minute).toISOString();
    const { body } = pendingView;
    const pending = { body: { ...body, expiresAt, now: new Date(now + 2_000).toISOString() } };
    const { el, proxy } = await show({
      checkout: [{ body: view({ expiresAt }) }, pending, { body: finalView("paid"), held: true }],
    });
    await open(el);
    await isLooked();
    await waitUntil(() => newsOf(el)?.startsWith("Payment started"));
    await time.isAwaited(2_000);
    time.pass(minute);
    await waitUntil(() => text(el, "panel").includes("The time to pay has run out"));
    const settled = oneEvent(el, "otter-settled");
    await proxy.released();
    await settled;
  });
});
