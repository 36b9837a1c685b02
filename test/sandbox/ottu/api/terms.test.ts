import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createMethod, signPayload } from "../../../../demo/sandbox/index.ts";
import { createSession, readSession, start, startMerchant } from "../../merchant.ts";

const unscheduled = { id: "A-1", type: "unscheduled", frequency: "irregular" };
const monthly = {
  id: "A-1",
  amount_variability: "fixed",
  cycle_interval_days: 30,
  expiry_date: "2031-01-01",
  frequency: "monthly",
  total_cycles: 12,
};
const forCustomer = { customer_id: "c-88", pg_codes: ["cards-main"] };
const autoDebit = { ...forCustomer, payment_type: "auto_debit" };

describe("what a merchant asks for beside the money", () => {
  const taken: ReadonlyArray<readonly [what: string, asked: Record<string, unknown>]> = [
    ["one_off", { payment_type: "one_off" }],
    ["save_card for a customer", { ...forCustomer, payment_type: "save_card" }],
    ["auto_debit, recurring unless told", { ...autoDebit, agreement: monthly }],
    ["auto_debit, unscheduled", { ...autoDebit, agreement: unscheduled }],
    [
      "messages to the customer",
      { customer_email: "noor@shop.test", notifications: { email: ["paid", "refunded"] } },
    ],
  ];
  for (const [what, asked] of taken) {
    test(`takes ${what}, and says it back`, async (t) => {
      const sandbox = await start(t);
      const session = await createSession(sandbox, asked);
      const { body } = await readSession(sandbox, session.session_id);
      for (const [name, value] of Object.entries(asked)) assert.deepEqual(body[name], value, name);
    });
  }

  const refused: ReadonlyArray<
    readonly [what: string, field: string, asked: Record<string, unknown>]
  > = [
    ["an unknown payment type", "payment_type", { payment_type: "later" }],
    [
      "save_card without a customer",
      "customer_id",
      { payment_type: "save_card", pg_codes: ["cards-main"] },
    ],
    [
      "save_card on a bank",
      "pg_codes",
      { ...forCustomer, payment_type: "save_card", pg_codes: ["cards-main", "knet-main"] },
    ],
    ["auto_debit without agreement", "agreement", autoDebit],
    ["an agreement for one_off", "agreement", { payment_type: "one_off", agreement: unscheduled }],
    ["an agreement for nothing said", "agreement", { agreement: unscheduled }],
    ["an agreement that is a text", "agreement", { ...autoDebit, agreement: "A-1" }],
    ["an agreement without id", "agreement", { ...autoDebit, agreement: { type: "other" } }],
    ["a recurring one without a pace", "agreement", { ...autoDebit, agreement: { id: "A-1" } }],
    [
      "an unscheduled one with a pace",
      "agreement",
      { ...autoDebit, agreement: { ...unscheduled, frequency: "daily" } },
    ],
    [
      "an interval over a year",
      "agreement",
      { ...autoDebit, agreement: { ...monthly, cycle_interval_days: 367 } },
    ],
    [
      "an end that is no date",
      "agreement",
      { ...autoDebit, agreement: { ...monthly, expiry_date: "soon" } },
    ],
    ["messages without an address", "customer_email", { notifications: { email: ["paid"] } }],
    ["messages by pigeon", "notifications", { notifications: { pigeon: ["paid"] } }],
    [
      "messages about nothing known",
      "notifications",
      { customer_email: "noor@shop.test", notifications: { email: ["eaten"] } },
    ],
  ];
  for (const [what, field, asked] of refused) {
    test(`refuses ${what}`, async (t) => {
      const answer = await createSession(await start(t), asked);
      assert.deepEqual(Object.keys(answer), [field]);
    });
  }

  for (const type of ["save_card", "auto_debit"] as const) {
    test(`gives a signed token for the card after a payment with ${type}, not before`, async (t) => {
      const [sandbox, merchant] = [await start(t), await startMerchant(t)];
      const { session_id: id } = await createSession(sandbox, {
        ...forCustomer,
        payment_type: type,
        ...(type === "auto_debit" && { agreement: monthly }),
        webhook_url: `${merchant.origin}/hook/x`,
      });
      assert.equal((await readSession(sandbox, id)).body["token"], undefined);
      await sandbox.ottu.pay(id);
      const { signature, ...payload } = merchant.received.at(-1)?.body ?? {};
      const token = payload["token"] as Record<string, unknown>;
      assert.deepEqual([token["customer_id"], token["pg_code"]], ["c-88", "cards-main"]);
      const { webhookKey } = sandbox.ottu;
      assert.equal(signature, signPayload(payload, webhookKey, "v2"));
      const other = { ...payload, token: { ...token, token: "tok_other" } };
      assert.notEqual(signature, signPayload(other, webhookKey, "v2"));
    });
  }
});

describe("a method that charges another currency", () => {
  test("says so in the list, in the offer and in what was paid", async (t) => {
    const sandbox = await start(t);
    const dollar = createMethod({
      code: "dollar",
      accepted_currencies: ["KWD", "USD"],
      charges: { currency: "USD", rate: "3.25" },
    });
    assert.equal(dollar.default_currency, "USD");
    sandbox.ottu.setMethods([dollar]);
    const asked = { pg_codes: ["dollar"], amount: "10.000" };
    const session = await createSession(sandbox, asked);
    const [offer] = session["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
    assert.deepEqual([offer?.["amount"], offer?.["currency_code"]], ["32.50", "USD"]);
    await sandbox.ottu.pay(session.session_id);
    const { body } = await readSession(sandbox, session.session_id);
    const details = body["amount_details"] as Record<string, unknown>;
    assert.deepEqual([details["total"], details["currency_code"]], ["32.50", "USD"]);
    assert.deepEqual([body["amount"], body["currency_code"]], ["10.000", "KWD"]);
  });

  test("does not exchange what is asked for in its own currency", async (t) => {
    const sandbox = await start(t);
    const dollar = createMethod({
      code: "dollar",
      accepted_currencies: ["KWD", "USD"],
      charges: { currency: "USD", rate: "3.25" },
    });
    sandbox.ottu.setMethods([dollar]);
    const asked = { pg_codes: ["dollar"], amount: "10.00", currency_code: "USD" };
    const session = await createSession(sandbox, asked);
    const [offer] = session["payment_methods"] as ReadonlyArray<Record<string, unknown>>;
    assert.deepEqual([offer?.["amount"], offer?.["currency_code"]], ["10.00", "USD"]);
  });
});
