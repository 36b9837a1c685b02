import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { callOttpay, initFields, press, start, startMerchant } from "../../merchant.ts";
import { assertButtons, hostile } from "../../pages/shown.ts";

describe("OTT Pay's cashier", () => {
  async function openOrder(t: TestContext) {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const change = {
      redirect_url: "http://shop.test/return/7f3a?lang=en",
      call_back_url: `${merchant.origin}/notify/x`,
    };
    const reply = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1", change));
    const link = String(reply["payinfo"]);
    const use = (act: string, more: Readonly<Record<string, string>> = {}) =>
      press(`${sandbox.ottpay.origin}/cashier`, {
        token: new URL(link).searchParams.get("token") ?? "",
        selected: "WECHATPAY",
        act,
        ...more,
      });
    return { sandbox, merchant, link, use };
  }

  test("offers every wallet for NONE, and opens a named one directly", async (t) => {
    const { link } = await openOrder(t);
    const chooser = await (await fetch(`${link}&selected=NONE`)).text();
    for (const wallet of ["WECHATPAY", "ALIPAY", "UNIONPAY", "GP"]) {
      assert.match(chooser, new RegExp(`selected=${wallet}`));
      const page = await (await fetch(`${link}&selected=${wallet}`)).text();
      assertButtons(page, "19.99 CAD");
    }
  });

  test("is a page that can load nothing from elsewhere and run nothing", async (t) => {
    const { link } = await openOrder(t);
    const answer = await fetch(link);
    assert.match(answer.headers.get("content-security-policy") ?? "", /^default-src 'none'/);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.doesNotMatch(await answer.text(), /<script|style="|https?:\/\//);
  });

  test("tells the shop before it sends the shopper back", async (t) => {
    const { sandbox, merchant, use } = await openOrder(t);
    const answer = await use("pay");
    assert.equal(answer.status, 303);
    const back = new URL(answer.headers.get("location") ?? "");
    assert.equal(back.origin + back.pathname, "http://shop.test/return/7f3a");
    assert.deepEqual(Object.fromEntries(back.searchParams), {
      lang: "en",
      total_fee: "1999",
      out_trade_no: "A1",
      trade_status: "Trade_Finished",
      trade_no: sandbox.ottpay.orders()[0]?.payment?.orderId,
    });
    assert.equal(merchant.received.length, 1);
    assert.equal(sandbox.ottpay.orders()[0]?.payment?.wallet, "WECHATPAY");
  });

  test("sends the shopper back first when told to", async (t) => {
    const { sandbox, merchant, use } = await openOrder(t);
    assert.equal((await use("pay", { notify: "later" })).status, 303);
    assert.equal(merchant.received.length, 0);
    await sandbox.deliverLate();
    assert.equal(merchant.received.length, 1);
  });

  test("names what was asked for on the way back, whatever came on top", async (t) => {
    const { sandbox, use } = await openOrder(t);
    const back = new URL((await use("pay", { fee: "yes" })).headers.get("location") ?? "");
    assert.equal(back.searchParams.get("total_fee"), "1999");
    assert.equal(sandbox.ottpay.orders()[0]?.payment?.amount, "2099");
  });

  test("takes a convenience fee on top", async (t) => {
    const { sandbox, use } = await openOrder(t);
    await use("pay", { fee: "yes" });
    const payment = sandbox.ottpay.orders()[0]?.payment;
    assert.deepEqual([payment?.amount, payment?.fee], ["2099", "100"]);
  });

  test("pays without sending back who closes the tab", async (t) => {
    const { sandbox, merchant, use } = await openOrder(t);
    const answer = await use("pay-and-close");
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /close this tab/);
    assert.equal(merchant.received.length, 1);
    assert.equal(sandbox.ottpay.orders()[0]?.status, "SUCCESS");
  });

  test("leaves a declined order open for another try", async (t) => {
    const { sandbox, link, use } = await openOrder(t);
    await use("decline");
    assert.match(await (await fetch(`${link}&selected=WECHATPAY`)).text(), /role="alert"/);
    assert.equal(sandbox.ottpay.orders()[0]?.status, "PROCESSING");
    assert.equal((await use("pay")).status, 303);
    assert.equal(sandbox.ottpay.orders()[0]?.status, "SUCCESS");
  });

  test("sends back who cancels, and the order can still be paid", async (t) => {
    const { sandbox, use } = await openOrder(t);
    const back = new URL((await use("cancel")).headers.get("location") ?? "");
    assert.equal(back.searchParams.get("trade_status"), "Trade_Canceled");
    assert.equal(sandbox.ottpay.orders()[0]?.status, "PROCESSING");
  });

  for (const end of ["expire", "pay"]) {
    test(`takes nothing more after ${end}`, async (t) => {
      const { sandbox, merchant, link, use } = await openOrder(t);
      await use(end);
      const [told, payments] = [merchant.received.length, sandbox.ottpay.orders()[0]?.payments];
      assert.equal((await use("pay")).status, 200);
      assert.match(await (await fetch(link)).text(), /Return to shop/);
      assert.equal(merchant.received.length, told);
      assert.deepEqual(sandbox.ottpay.orders()[0]?.payments, payments);
    });
  }

  test("writes the return as a sister page does when told to", async (t) => {
    const { sandbox, use } = await openOrder(t);
    sandbox.ottpay.setDialect({ returnFields: "base64" });
    const back = new URL((await use("pay")).headers.get("location") ?? "");
    const status = back.searchParams.get("trade_status") ?? "";
    assert.equal(Buffer.from(status, "base64").toString(), "Trade_Finished");
  });

  test("shows what a merchant sent as text", async (t) => {
    const sandbox = await start(t);
    const fields = initFields(sandbox, "A1", { remarks: hostile });
    const reply = await callOttpay(sandbox, "PREPAY_INIT", fields);
    const page = await (await fetch(`${String(reply["payinfo"])}&selected=GP`)).text();
    assert.doesNotMatch(page, /<script/);
    assert.match(page, /&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&amp;&#39;/);
  });

  test("knows no other orders", async (t) => {
    const { sandbox } = await openOrder(t);
    const answer = await fetch(`${sandbox.ottpay.origin}/cashier?token=x&token=y`);
    assert.equal(answer.status, 404);
  });
});
