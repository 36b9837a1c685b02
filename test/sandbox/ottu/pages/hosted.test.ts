import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { createSession, press, readSession, start, startMerchant } from "../../merchant.ts";
import { assertButtons, hostile } from "../../pages/shown.ts";

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
