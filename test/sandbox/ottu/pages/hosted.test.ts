import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import type { Sandbox } from "../../../../demo/sandbox/index.ts";
import {
  callOttpay,
  createSession,
  initFields,
  press,
  readSession,
  start,
  startMerchant,
} from "../../merchant.ts";

const buttons = ["Cancel and return", "Pay, then close the tab", "Decline", "Let it expire"];
const hostile = `"><script>alert(1)</script>&'`;

function assertButtons(page: string, amount: string, more: readonly string[] = []): void {
  const named = [...page.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, inner = ""]) =>
    inner
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  assert.deepEqual(named, [`Pay ${amount}`, ...buttons, ...more]);
}

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

describe("Ottu's pages", () => {
  async function openSession(t: TestContext, change: Readonly<Record<string, unknown>> = {}) {
    const [sandbox, merchant] = [await start(t), await startMerchant(t)];
    const session = await createSession(sandbox, {
      webhook_url: `${merchant.origin}/hook/x`,
      extra: { cart: "c-88" },
      ...change,
    });
    const id = session.session_id;
    const page = (code: string) => `${sandbox.ottu.url}/b/checkout/redirect/${code}/${id}`;
    const use = (act: string, more: Readonly<Record<string, string>> = {}, code = "knet-main") =>
      press(page(code), { act, ...more });
    const state = async () => (await readSession(sandbox, id)).body["state"];
    return { sandbox, merchant, session, page, use, state };
  }

  test("list the session's methods with their totals", async (t) => {
    const { session } = await openSession(t);
    const text = await (await fetch(session.checkout_url)).text();
    assert.match(text, /KNET[\s\S]*12\.750 KWD[\s\S]*Visa \/ Mastercard[\s\S]*13\.000 KWD/);
  });

  test("open a method directly, fee included", async (t) => {
    const { page } = await openSession(t);
    const text = await (await fetch(page("cards-main"))).text();
    assertButtons(text, "13.000 KWD", ["Leave it undecided and return"]);
  });

  test("speak Arabic from right to left when the session does", async (t) => {
    const { page } = await openSession(t, { language: "ar" });
    assert.match(await (await fetch(page("knet-main"))).text(), /<html lang="ar" dir="rtl"/);
    const english = await (await fetch(`${page("knet-main")}?lang=en`)).text();
    assert.match(english, /<html lang="en" dir="ltr"/);
  });

  test("send the shopper back after the shop's 200, with every extra key", async (t) => {
    const { merchant, session, use } = await openSession(t);
    const answer = await use("pay", {}, "cards-main");
    assert.equal(answer.status, 303);
    const back = new URL(answer.headers.get("location") ?? "");
    assert.deepEqual(Object.fromEntries(back.searchParams), {
      from: "ottu",
      order_no: "W-20431-k3",
      session_id: session.session_id,
      cart: "c-88",
      reference_number: session["reference_number"],
    });
    assert.equal(merchant.received[0]?.body["gateway_account"], "cards-main");
  });

  for (const status of [201, 404, 500]) {
    test(`strand the shopper after the shop's ${status}, and say so`, async (t) => {
      const { merchant, use, state } = await openSession(t);
      merchant.answer = { status, body: "" };
      const answer = await use("pay");
      assert.equal(answer.status, 200);
      assert.match(await answer.text(), new RegExp(`answered the webhook with ${status}`));
      assert.equal(await state(), "paid");
    });
  }

  test("send back at once who has no webhook to wait for", async (t) => {
    const { use } = await openSession(t, { webhook_url: undefined });
    assert.equal((await use("pay")).status, 303);
  });

  test("leave a declined session open for another try, and tell the shop", async (t) => {
    const { merchant, page, use, state } = await openSession(t);
    await use("decline");
    assert.equal(await state(), "attempted");
    assert.equal(merchant.received[0]?.body["result"], "failed");
    const text = await (await fetch(page("knet-main"))).text();
    assert.match(text, /role="alert"/);
    assert.match(text, /Return to shop/);
    await use("pay");
    assert.equal(await state(), "paid");
  });

  const outcomes = [
    ["cash", "KWD", "cod"],
    ["cards-sar-hold", "SAR", "authorized"],
  ] as const;
  for (const [code, currency, expected] of outcomes) {
    test(`end ${code} as ${expected}`, async (t) => {
      const change = { currency_code: currency, amount: "12", pg_codes: [code] };
      const { use, state } = await openSession(t, change);
      await use("pay", {}, code);
      assert.equal(await state(), expected);
    });
  }

  for (const act of ["cancel", "expire"]) {
    test(`end in expired after ${act}`, async (t) => {
      const { merchant, page, use, state } = await openSession(t);
      assert.equal((await use(act)).status, 303);
      assert.equal(await state(), "expired");
      assert.equal(merchant.received[0]?.body["state"], "expired");
      assert.match(await (await fetch(page("knet-main"))).text(), /Return to shop/);
    });
  }

  test("leave it undecided for ever, send the shopper back, and tell nobody", async (t) => {
    const { merchant, use, state } = await openSession(t);
    const answer = await use("leave-pending");
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get("location") ?? "", /^http:\/\/shop\.test\/return/);
    assert.equal(await state(), "pending");
    assert.equal(merchant.received.length, 0);
  });

  test("offer the other methods when one was renamed meanwhile", async (t) => {
    const { sandbox, page } = await openSession(t);
    sandbox.ottu.renameCode("knet-main", "knet-new");
    const answer = await fetch(page("knet-main"));
    assert.equal(answer.status, 404);
    assert.match(await answer.text(), /Other ways to pay/);
    assert.equal((await fetch(page("cards-main"))).status, 200);
  });

  test("show what a merchant sent as text", async (t) => {
    const { sandbox, page, session } = await openSession(t, { order_no: hostile });
    const [knet] = sandbox.ottu.methods("KWD");
    assert.ok(knet);
    sandbox.ottu.setMethods([{ ...knet, name: hostile, logo: `/${hostile}` }]);
    for (const url of [
      page("knet-main"),
      session.checkout_url,
      `${page("knet-main")}?x=${hostile}`,
    ]) {
      assert.doesNotMatch(await (await fetch(url)).text(), /<script/);
    }
  });
});

/** Only here because both gateways' pages have to say it. */
test("every page says that it is a sandbox", async (t) => {
  const sandbox: Sandbox = await start(t);
  const reply = await callOttpay(sandbox, "PREPAY_INIT", initFields(sandbox, "A1"));
  const { checkout_url: checkout } = await createSession(sandbox);
  for (const url of [String(reply["payinfo"]), checkout, `${sandbox.ottpay.origin}/cashier`]) {
    assert.match(await (await fetch(url)).text(), /Sandbox – no real money/);
  }
});
