import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createSession, ottuPaths, readSession, start, stoppedClock } from "../../merchant.ts";

describe("POST /b/checkout/v1/pymt-txn/", () => {
  test("makes a session that carries every code with its own total", async (t) => {
    const sandbox = await start(t);
    const session = await createSession(sandbox, { extra: { cart: "c-88" }, language: "ar" });
    assert.match(session.session_id, /^[0-9a-f]{40}$/);
    assert.equal(session["amount"], "12.750");
    assert.equal(session["state"], "created");
    assert.equal(session["expiration_time"], "00:20:00");
    assert.deepEqual(session["extra"], { cart: "c-88" });
    const offers = session["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
    assert.deepEqual(
      offers.map(({ code, amount, fee, currency_code: currency }) => [code, amount, fee, currency]),
      [
        ["knet-main", "12.750", "0.000", "KWD"],
        ["cards-main", "13.000", "0.250", "KWD"],
      ],
    );
  });

  test("makes a second session of the same request: it is not idempotent", async (t) => {
    const sandbox = await start(t);
    const [first, second] = [await createSession(sandbox), await createSession(sandbox)];
    assert.notEqual(first.session_id, second.session_id);
    assert.equal(sandbox.ottu.orders().length, 2);
  });

  test("adds a fee, or takes it away, for sessions and for good", async (t) => {
    const sandbox = await start(t);
    sandbox.ottu.setFee("knet-main", "0.150");
    sandbox.ottu.setFee("cards-main", null);
    const { payment_methods: offers } = await createSession(sandbox);
    const totals = (offers as ReadonlyArray<{ amount: string }>).map(({ amount }) => amount);
    assert.deepEqual(totals, ["12.900", "12.750"]);
  });

  test("charges in the method's own currency, to the nearest unit", async (t) => {
    const sandbox = await start(t);
    const [knet] = sandbox.ottu.methods("KWD");
    assert.ok(knet);
    const charges = { currency: "USD", rate: "3.2509" };
    sandbox.ottu.setMethods([{ ...knet, charges }]);
    const session = await createSession(sandbox, { pg_codes: ["knet-main"] });
    const [offer] = session["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
    assert.equal(offer?.["amount"], "41.45");
    assert.equal(offer?.["currency_code"], "USD");
  });

  test("has no direct link for a method that is chosen on the checkout page", async (t) => {
    const sandbox = await start(t);
    const session = await createSession(sandbox, { pg_codes: ["shop-credit"] });
    const [offer] = session["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
    assert.equal(offer?.["redirect_url"], null);
  });

  const refused: ReadonlyArray<readonly [field: string, value: unknown]> = [
    ["type", undefined],
    ["amount", undefined],
    ["amount", 12.75],
    ["amount", "12.7505"],
    ["amount", "0.000"],
    ["amount", "-1"],
    ["amount", "1e3"],
    ["currency_code", undefined],
    ["pg_codes", []],
    ["pg_codes", ["nobody"]],
    ["pg_codes", ["mada"]],
    ["pg_codes", "knet-main"],
    ["order_no", "W".repeat(129)],
    ["language", "fr"],
    ["redirect_url", "javascript:alert(1)"],
    ["webhook_url", "shop.test"],
    ["expiration_time", "20 minutes"],
    ["customer_phone", "+9655550123456789"],
    ["extra", ["a"]],
    ["payment_type", "free"],
  ];
  for (const [field, value] of refused) {
    test(`refuses ${field} ${JSON.stringify(value)?.slice(0, 24) ?? "left out"}`, async (t) => {
      const sandbox = await start(t);
      const refusal = await createSession(sandbox, { [field]: value });
      assert.ok(Array.isArray(refusal[field]), JSON.stringify(refusal));
      assert.equal(sandbox.ottu.orders().length, 0);
    });
  }

  test("refuses what is not JSON in Ottu's words", async (t) => {
    const sandbox = await start(t);
    const authorization = `Api-Key ${sandbox.ottu.apiKey}`;
    const send = (type: string, body: string) =>
      fetch(sandbox.ottu.url + ottuPaths.create, {
        method: "POST",
        body,
        headers: { authorization, "content-type": type },
      });
    const form = await send("application/x-www-form-urlencoded", "amount=1");
    assert.equal(form.status, 415);
    const broken = await send("application/json", "{");
    assert.equal(broken.status, 400);
    for (const answer of [form, broken]) {
      assert.equal(typeof ((await answer.json()) as { detail: unknown }).detail, "string");
    }
  });
});

describe("GET and PATCH /b/checkout/v1/pymt-txn/{session_id}/", () => {
  test("tells the state from created to paid", async (t) => {
    const sandbox = await start(t);
    const { session_id: id, checkout_url: link } = await createSession(sandbox);
    assert.equal((await readSession(sandbox, id)).body["state"], "created");
    await fetch(link);
    assert.equal((await readSession(sandbox, id)).body["state"], "created");
    await fetch(`${sandbox.ottu.url}/b/checkout/redirect/knet-main/${id}`);
    assert.equal((await readSession(sandbox, id)).body["state"], "pending");
    await sandbox.ottu.pay(id, { code: "cards-main" });
    const { body } = await readSession(sandbox, id);
    assert.deepEqual(
      [body["state"], body["gateway_account"], body["fee"], body["remaining_amount"]],
      ["paid", "cards-main", "0.250 KWD", "0.000"],
    );
  });

  test("is expired from the second on in which its time is over", async (t) => {
    const clock = stoppedClock();
    const sandbox = await start(t, { now: clock.now });
    const { session_id: id } = await createSession(sandbox);
    clock.pass(1_199_999);
    assert.equal((await readSession(sandbox, id)).body["state"], "created");
    clock.pass(1);
    assert.equal((await readSession(sandbox, id)).body["state"], "expired");
  });

  test("changes an open session and no other", async (t) => {
    const sandbox = await start(t);
    const { session_id: id } = await createSession(sandbox);
    const patch = (body: object) =>
      fetch(`${sandbox.ottu.url}${ottuPaths.create}${id}/`, {
        method: "PATCH",
        headers: {
          authorization: `Api-Key ${sandbox.ottu.apiKey}`,
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
      });
    assert.equal((await patch({ amount: "13", pg_codes: ["knet-main"] })).status, 200);
    const { body } = await readSession(sandbox, id);
    assert.deepEqual([body["amount"], body["pg_codes"]], ["13.000", ["knet-main"]]);
    assert.equal((await patch({ amount: "1.2345" })).status, 400);
    await sandbox.ottu.pay(id);
    assert.equal((await patch({ amount: "1.000" })).status, 400);
  });

  test("knows no other sessions", async (t) => {
    const sandbox = await start(t);
    const { status, body } = await readSession(sandbox, "0".repeat(40));
    assert.deepEqual([status, body], [404, { detail: "Not found." }]);
  });
});
