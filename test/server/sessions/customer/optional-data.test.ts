/** What a shopper typed is never a reason to refuse the sale: it is tidied, or left out and named. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { SessionWarning } from "../../../../contract/contract.ts";
import {
  anOrder,
  asShop,
  runProxy,
  start,
  type RunningProxy,
} from "../../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

const create = (change: object) =>
  running.post("/v1/sessions", { ...anOrder(), ...change }, asShop);

/** What our own answers name of the warnings. */
function named(warnings: readonly SessionWarning[] | undefined): readonly string[] | undefined {
  return warnings?.map(({ field, code }) => `${field} ${code}`);
}

describe("optional data of the customer", () => {
  const cut = (length: number) => "x".repeat(length);
  const cases: readonly (readonly [
    why: string,
    customer: unknown,
    kept: unknown,
    warnings?: readonly string[],
  ])[] = [
    ["a phone of dots", { phone: "416.555.0123" }, { phone: "4165550123" }],
    ["a phone and an extension", { phone: "+1-416-555-0123 ext. 5" }, { phone: "+14165550123" }],
    ["a phone that is a number", { phone: 96555501234 }, { phone: "96555501234" }],
    ["no phone", { phone: "call me" }, null, ["customer.phone left_out"]],
    ["a phone that is too long", { phone: cut(5000) }, null, ["customer.phone left_out"]],
    ["a negative number", { phone: -1 }, null, ["customer.phone left_out"]],
    [
      "a mail in blanks and marks",
      { email: "\u200e Noor@shop.example\u00a0" },
      { email: "Noor@shop.example" },
    ],
    ["a wide mail", { email: "ｎｏｏｒ＠ｓｈｏｐ．example" }, { email: "noor@shop.example" }],
    ["a mail that is none", { email: "noor" }, null, ["customer.email left_out"]],
    [
      "a mail that is too long",
      { email: `${cut(130)}@a.example`, id: "c-1" },
      { id: "c-1" },
      ["customer.email left_out"],
    ],
    [
      "a mail and a header",
      { email: "a@b.example\r\nBcc: c@d.example" },
      null,
      ["customer.email left_out"],
    ],
    [
      "names of blanks and lines",
      { firstName: "  Noor\r\n al ", lastName: "\tSaleh\u2028" },
      { firstName: "Noor al", lastName: "Saleh" },
    ],
    [
      "long names",
      { firstName: cut(65), lastName: `${cut(63)}😀` },
      { firstName: cut(64), lastName: cut(63) },
      ["customer.firstName shortened", "customer.lastName shortened"],
    ],
    ["half a letter", { firstName: "Noor\ud83d" }, { firstName: "Noor" }],
    ["an id that is a number", { id: 42 }, { id: "42" }],
    ["an id of another kind", { id: "a b" }, null, ["customer.id left_out"]],
    ["an id that is too long", { id: cut(65) }, null, ["customer.id left_out"]],
    [
      "empty fields",
      {
        id: "",
        email: " ",
        phone: null,
        firstName: "\u00a0",
        lastName: "\u200f",
        address: { line1: "", country: null },
      },
      null,
    ],
    ["nothing", null, null],
    ["an empty text", "", null],
    ["an empty list", [], null],
    ["an empty list for an address", { id: "c-1", address: [] }, { id: "c-1" }],
    [
      "an address",
      {
        address: {
          line1: "Block 3,\nStreet 12",
          line2: 7,
          city: "Salmiya ",
          state: cut(41),
          country: "kw",
          postalCode: 22001,
        },
      },
      {
        address: {
          line1: "Block 3, Street 12",
          line2: "7",
          city: "Salmiya",
          state: cut(40),
          country: "KW",
          postalCode: "22001",
        },
      },
      ["customer.address.state shortened"],
    ],
    ["postal digits", { address: { postalCode: "٢٢٠٠١" } }, { address: { postalCode: "22001" } }],
    [
      "a country and a code that are none",
      { address: { line1: cut(129), country: "Kuwait", postalCode: cut(13) } },
      { address: { line1: cut(128) } },
      [
        "customer.address.line1 shortened",
        "customer.address.country left_out",
        "customer.address.postalCode left_out",
      ],
    ],
  ];
  for (const [why, customer, kept, warnings] of cases) {
    it(`never refuses an order: ${why}`, async () => {
      const answer = await create({ customer });
      assert.equal(answer.status, 201, answer.text);
      assert.deepEqual(answer.json.customer, kept);
      assert.deepEqual(named(answer.json.warnings), warnings);
      const started = await start(running, answer.json, "ottu:knet-main");
      assert.equal(started.status, 201, started.text);
    });
  }

  for (const [why, customer, field] of [
    ["an object for a name", { firstName: { en: "Noor" } }, "customer.firstName"],
    ["a list of phones", { phone: ["1", "2"] }, "customer.phone"],
    ["a truth", { email: true }, "customer.email"],
    ["a text for a customer", "Noor", "customer"],
    ["a text for an address", { address: "Street 12" }, "customer.address"],
    ["an unknown field", { telephone: "1" }, "customer.telephone"],
    ["an unknown field of an address", { address: { street: "1" } }, "customer.address.street"],
  ] as const) {
    it(`refuses what nobody typed: ${why}`, async () => {
      const answer = await create({ customer });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.error.field, field);
    });
  }

  it("is answered with the same warnings when the request is repeated, and nowhere else", async () => {
    const order = { ...anOrder(), customer: { phone: "none", email: "noor@shop.example" } };
    const key = { ...asShop, "idempotency-key": order.orderRef };
    const first = await running.post("/v1/sessions", order, key);
    const again = await running.post("/v1/sessions", order, key);
    assert.equal(again.text, first.text);
    assert.deepEqual(named(first.json.warnings), ["customer.phone left_out"]);
    const read = await running.get(`/v1/sessions/${first.json.id}`, asShop);
    assert.ok(!("warnings" in read.json));
    const plain = await create({ customer: { phone: "+96555501234" } });
    assert.ok(!("warnings" in plain.json));
  });

  it("is neither in a warning nor in the log", async () => {
    const customer = { id: "ida secret", email: "mail-secret", phone: "phone-secret" };
    const address = { country: "land-secret", postalCode: "post-secret-123" };
    const answer = await create({ customer: { ...customer, address } });
    assert.equal(answer.json.warnings.length, 5);
    assert.ok(!answer.text.includes("secret"), answer.text);
    assert.ok(!running.log.join("").includes("secret"));
  });

  it("that cannot be told anything is named, and the order is taken", async () => {
    const answer = await create({
      customer: { email: "", phone: "none" },
      notifyCustomer: ["email", "sms"],
    });
    assert.equal(answer.status, 201, answer.text);
    assert.deepEqual(named(answer.json.warnings), [
      "customer.phone left_out",
      "notifyCustomer left_out",
      "notifyCustomer left_out",
    ]);
    const started = await start(running, answer.json, "ottu:knet-main");
    assert.equal(started.status, 201, started.text);
  });

  it("must be right where a card is kept for that customer", async () => {
    for (const id of ["", null, "a b"]) {
      const answer = await create({ paymentType: "save_card", customer: { id } });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.error.field, "customer.id");
    }
  });
});
