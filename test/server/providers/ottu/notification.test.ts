import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CheckoutError } from "../../../../server/platform/errors.ts";
import { parseExactJson } from "../../../../server/providers/exact-json.ts";
import { signMessage } from "../../../../server/providers/ottu/signature.ts";
import type { OttuConfig } from "../../../../server/providers/ottu/index.ts";
import { knownOrder, ottuAt, sessionId } from "./scripted-ottu.ts";

const key = "drop-in-test-key";
const provider = ottuAt("https://ottu.shop.example");

const paid = {
  amount: "12.750",
  currency_code: "KWD",
  customer_email: "noor@shop.test",
  customer_first_name: "نور",
  customer_phone: "+96555501234",
  gateway_account: "knet-main",
  gateway_name: "kpay",
  order_no: "W-20431-0123ABCD",
  payment_type: "one_off",
  reference_number: "shop7QK2",
  result: "success",
  session_id: sessionId,
  state: "paid",
  fee: "0.150 KWD",
  settled_amount: "12.750",
  paid_amount: "12.900",
  timestamp_utc: "2030-01-01 09:00:07",
  gateway_response: { cardholder: "Noor" },
  token: { token: "9491500736137502", customer_id: "c-1" },
};

function signed(message: object, scheme: "v1" | "v2" = "v2", secret = key): string {
  const exact = parseExactJson(JSON.stringify(message));
  return JSON.stringify({ ...message, signature: signMessage(scheme, exact, secret) });
}

function open(body: string | Uint8Array, contentType = "application/json", by = provider) {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return by.openNotification(bytes, contentType, knownOrder);
}

function isUnverified(error: unknown): boolean {
  assert.ok(error instanceof CheckoutError, String(error));
  assert.equal(error.code, "notification_unverified");
  assert.doesNotMatch(error.message, /noor|9491/i);
  return true;
}

describe("openNotification", () => {
  for (const scheme of ["v1", "v2"] as const) {
    test(`reads a message signed with ${scheme}`, () => {
      const { fingerprint, facts, ...told } = open(signed(paid, scheme));
      assert.deepEqual(told, {
        orderNumber: "W-20431-0123ABCD",
        providerRef: sessionId,
        claimedState: "paid",
        amount: "12.750",
        currency: "KWD",
        fee: "0.150",
        tip: null,
        transactionRef: "shop7QK2",
        code: "knet-main",
        decides: null,
      });
      assert.match(fingerprint, /^[\w-]{43}$/);
      assert.deepEqual(facts, {
        session_id: sessionId,
        order_no: "W-20431-0123ABCD",
        reference_number: "shop7QK2",
        result: "success",
        state: "paid",
        amount: "12.750",
        currency_code: "KWD",
        gateway_account: "knet-main",
        gateway_name: "kpay",
        fee: "0.150 KWD",
        paid_amount: "12.900",
        settled_amount: "12.750",
        timestamp_utc: "2030-01-01 09:00:07",
        signature_scheme: scheme,
      });
    });
  }

  test("keeps nothing about the customer or the card", () => {
    const kept = JSON.stringify(open(signed(paid)));
    assert.doesNotMatch(kept, /noor|نور|96555501234|9491500736137502/i);
  });

  test("reads a form, whatever the content type says", () => {
    const { session_id: _id, gateway_response: _raw, token: _token, ...flat } = paid;
    const signature = signMessage("v1", flat, key);
    const form = new URLSearchParams({ ...flat, signature }).toString();
    for (const contentType of ["application/x-www-form-urlencoded", "application/json", ""]) {
      const told = open(form, contentType);
      assert.equal(told.orderNumber, paid.order_no);
      assert.equal(told.providerRef, null);
      assert.equal(told.claimedState, "paid");
    }
  });

  test("verifies numbers by the characters they were sent with", () => {
    const text = `{"amount":12.750,"currency_code":"KWD","state":"paid"`;
    const signature = signMessage(
      "v1",
      { amount: "12.750", currency_code: "KWD", state: "paid" },
      key,
    );
    assert.equal(open(`${text},"signature":"${signature}"}`).amount, "12.750");
    const shortened = text.replace("12.750", "12.75");
    assert.throws(() => open(`${shortened},"signature":"${signature}"}`), isUnverified);
  });

  for (const [state, result, claimed] of [
    ["paid", "success", "paid"],
    ["PAID", "success", "paid"],
    ["authorized", "success", "authorized"],
    ["cod", "cod", "cash_on_delivery"],
    ["attempted", "failed", "attempted"],
    ["failed", "failed", "failed"],
    ["invalided", "error", "failed"],
    ["canceled", "canceled", "canceled"],
    ["expired", "canceled", "expired"],
    ["refunded", "success", "refunded"],
    ["created", "pending", "open"],
    ["pending", "pending", "open"],
    ["partially_refunded", "success", null],
    ["constructor", "success", null],
    [undefined, "success", "paid"],
    [undefined, "canceled", "canceled"],
    [undefined, "__proto__", null],
    [undefined, undefined, null],
  ] as const) {
    test(`takes state ${state} with result ${result} as a claim of ${claimed}`, () => {
      assert.equal(open(signed({ ...paid, state, result })).claimedState, claimed);
    });
  }

  for (const [what, change, field, value] of [
    ["an amount with a sign", { amount: "-12.750" }, "amount", null],
    ["an amount finer than the currency", { amount: "12.7501" }, "amount", null],
    ["an amount without a currency", { currency_code: undefined }, "amount", null],
    ["a fee in another currency", { fee: "0.150 USD" }, "fee", null],
    ["a session id with a path in it", { session_id: "../../x" }, "providerRef", null],
    ["an order number with a line break", { order_no: "W-1\nW-2" }, "orderNumber", null],
    ["an order number that is no text", { order_no: { a: "W-1" } }, "orderNumber", null],
    ["an order number of 129 characters", { order_no: "W".repeat(129) }, "orderNumber", null],
    ["a reference with markup", { reference_number: "<b>" }, "transactionRef", null],
    ["a code with a space", { gateway_account: "knet main" }, "code", null],
    ["an amount with more zeros", { amount: "12.75000" }, "amount", "12.750"],
    ["an amount with fewer zeros", { amount: "12.75" }, "amount", "12.750"],
  ] as const) {
    test(`reads ${what} as ${value}`, () => {
      assert.equal(open(signed({ ...paid, ...change }))[field], value);
    });
  }

  const { signature: _none, ...unsigned } = JSON.parse(signed(paid)) as Record<string, unknown>;
  for (const [what, body] of [
    ["nothing", ""],
    ["no signature", JSON.stringify(unsigned)],
    ["a signature that is no text", JSON.stringify({ ...paid, signature: 1 })],
    [
      "a list of signatures",
      JSON.stringify({ ...paid, signature: [signMessage("v1", paid, key)] }),
    ],
    ["another key's signature", signed(paid, "v1", "some-other-key")],
    ["another amount under the same signature", signed(paid).replaceAll("12.750", "0.750")],
    ["another session under the same signature", signed(paid).replace(sessionId, "0".repeat(40))],
    ["broken JSON", `${signed(paid).slice(0, -1)}`],
    ["a list", `[${signed(paid)}]`],
    ["a word", "null"],
    ["text that is neither", "hello"],
    ["deep nesting", `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`],
  ] as const) {
    test(`rejects ${what}`, () => {
      assert.throws(() => open(body), isUnverified);
    });
  }

  test("rejects bytes that are not UTF-8, even where nothing is signed", () => {
    const text = Buffer.from(`{"cart":"?",${signed(paid).slice(1)}`);
    assert.equal(open(text).claimedState, "paid");
    text[text.indexOf("?")] = 0xff;
    assert.throws(() => open(text), isUnverified);
  });

  test("accepts only the configured scheme, and any of the configured keys", () => {
    const by = (config: Partial<OttuConfig>) => ottuAt("https://ottu.shop.example", config);
    assert.throws(() => open(signed(paid, "v1"), "", by({ signature: "v2" })), isUnverified);
    assert.throws(() => open(signed(paid, "v2"), "", by({ signature: "v1" })), isUnverified);
    const rotated = by({ webhookKeys: ["new-key", key] });
    assert.equal(open(signed(paid), "", rotated).claimedState, "paid");
    assert.equal(open(signed(paid, "v2", "new-key"), "", rotated).claimedState, "paid");
  });

  describe("fingerprint", () => {
    const fingerprint = (message: object, scheme: "v1" | "v2" = "v1") =>
      open(signed(message, scheme)).fingerprint;

    test("is equal for a replay, also with fields in another order", () => {
      const reversed = Object.fromEntries(Object.entries(paid).reverse());
      assert.equal(fingerprint(reversed), fingerprint(paid));
    });

    test("is equal however the digits of the signature are written", () => {
      const { signature, ...message } = JSON.parse(signed(paid)) as { signature: string };
      const shouted = JSON.stringify({ ...message, signature: signature.toUpperCase() });
      assert.equal(open(shouted).fingerprint, fingerprint(paid, "v2"));
    });

    /** V1 does not sign the session id: an altered copy sent first must not hide the genuine one. */
    test("differs when only the session id differs", () => {
      assert.notEqual(fingerprint({ ...paid, session_id: "0".repeat(40) }), fingerprint(paid));
    });

    /** Else whoever has one genuine message makes as many new ones of it as they like. */
    for (const scheme of ["v1", "v2"] as const) {
      for (const change of [
        { timestamp_utc: "2030-01-01 09:05:00" },
        { fee: "9.999 KWD" },
        { paid_amount: "99.999" },
        { settled_amount: "0.001" },
        { remaining_amount: "12.750" },
        { timestamp_utc: undefined, fee: null, anything: "else" },
      ]) {
        test(`stays when ${Object.keys(change).join(", ")} differs, which ${scheme} does not sign`, () => {
          assert.equal(fingerprint({ ...paid, ...change }, scheme), fingerprint(paid, scheme));
        });
      }
    }

    test("differs for the contents that V1's unseparated text cannot tell apart", () => {
      const one = { ...paid, reference_number: "r", result: "success" };
      const other = { ...paid, reference_number: "rresultsuccess", result: "" };
      const signature = (message: object) =>
        (JSON.parse(signed(message, "v1")) as { signature: string }).signature;
      assert.equal(signature(other), signature(one));
      assert.notEqual(fingerprint(other), fingerprint(one));
    });

    test("differs for another state, amount or payment", () => {
      const all = [
        paid,
        { ...paid, state: "attempted", result: "failed" },
        { ...paid, amount: "12.751" },
        { ...paid, reference_number: "shop7QK3" },
      ].map((message) => fingerprint(message));
      assert.equal(new Set(all).size, all.length);
    });
  });

  test("is acknowledged with exactly 200", () => {
    assert.deepEqual(provider.acknowledgement, {
      status: 200,
      contentType: "application/json",
      body: "{}",
    });
  });
});
