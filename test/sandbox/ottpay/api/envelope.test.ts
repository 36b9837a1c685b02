import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { openEnvelope, sealEnvelope } from "../../../../demo/sandbox/index.ts";

interface Vector {
  readonly id: string;
  readonly sign_key: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly md5: string;
  readonly ciphertext_b64: string;
}
interface Case {
  readonly id: string;
  readonly expect: string;
  readonly sign_key: string;
  readonly body: { readonly data: string; readonly md5?: string };
}

const file = new URL("../../../support/ottpay-vectors.json", import.meta.url);
const { vectors, envelope_cases: cases } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly vectors: readonly Vector[];
  readonly envelope_cases: readonly Case[];
};

const key = "C0FFEE1234ABCD90";
const rejected = { name: "EnvelopeError" };

describe("the sandbox's OTT Pay envelope", () => {
  for (const { id, sign_key: signKey, fields, md5, ciphertext_b64: data } of vectors) {
    test(`seals and opens ${id} bit for bit`, () => {
      assert.deepEqual(sealEnvelope(fields, signKey), { data, md5 });
      assert.deepEqual(openEnvelope({ data, md5 }, signKey), fields);
    });
  }

  for (const { id, expect, sign_key: signKey, body } of cases) {
    const { data, md5 = "" } = body;
    test(`${expect === "reject" ? "rejects" : "opens"} ${id}`, () => {
      if (expect === "reject") {
        assert.throws(() => openEnvelope({ data, md5 }, signKey), rejected);
      } else {
        assert.ok(openEnvelope({ data, md5 }, signKey)["order_id"]);
      }
    });
  }

  test("opens its own wrapped and Gson-escaped messages", () => {
    const fields = { payinfo: "https://pay.test/?a=1&b=<'>", long: "x".repeat(200) };
    const sealed = sealEnvelope(fields, key, { base64: "wrapped", escapes: "gson" });
    assert.match(sealed.data, /\r\n/);
    assert.deepEqual(openEnvelope(sealed, key), fields);
  });

  test("hashes numbers as Java prints doubles", () => {
    const doubles = { a: 10_000_000, b: 9_999_999, c: 12.5, d: 123_456_789, e: 0.0001 };
    const texts = { a: "1.0E7", b: "9999999.0", c: "12.5", d: "1.23456789E8", e: "1.0E-4" };
    assert.equal(sealEnvelope(doubles, key).md5, sealEnvelope(texts, key).md5);
  });

  const malformed: ReadonlyArray<readonly [name: string, data: string, md5: string]> = [
    ["an empty message", "", "0".repeat(32)],
    ["an md5 that is no md5", sealEnvelope({ a: "1" }, key).data, "zz"],
    ["data that is no base64", "%%%%", sealEnvelope({ a: "1" }, key).md5],
  ];
  for (const [name, data, md5] of malformed) {
    test(`rejects ${name}`, () => assert.throws(() => openEnvelope({ data, md5 }, key), rejected));
  }
});
