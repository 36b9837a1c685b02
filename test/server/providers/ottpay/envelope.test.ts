import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import {
  EnvelopeError,
  maxSealedLength,
  openEnvelope,
  sealEnvelope,
} from "../../../../server/providers/ottpay/envelope.ts";
import { sealText } from "./independent-seal.ts";

interface Vector {
  readonly id: string;
  readonly sign_key: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly md5: string;
  readonly plaintext: string;
  readonly ciphertext_b64: string;
  readonly alternative_renderings?: Readonly<Record<string, { readonly sorted_string: string }>>;
}
interface EnvelopeCase {
  readonly id: string;
  readonly expect: string;
  readonly sign_key: string;
  readonly body: { readonly data: string; readonly md5?: string };
}

const { vectors, envelope_cases: cases } = JSON.parse(
  readFileSync(new URL("../../../support/ottpay-vectors.json", import.meta.url), "utf8"),
) as { readonly vectors: readonly Vector[]; readonly envelope_cases: readonly EnvelopeCase[] };

const key = "C0FFEE1234ABCD90";
const asText = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
const plain = (fields: object) => ({ ...fields });

function assertRejected(
  envelope: { data: string; md5: string },
  code: EnvelopeError["code"],
): void {
  assert.throws(
    () => openEnvelope(envelope, [key]),
    (error) => error instanceof EnvelopeError && error.code === code,
  );
}

describe("sealEnvelope", () => {
  for (const vector of vectors) {
    if (Object.values(vector.fields).some((value) => typeof value !== "string")) continue;
    test(`reproduces ${vector.id} bit for bit`, () => {
      const sealed = sealEnvelope(asText(vector.fields), vector.sign_key);
      assert.deepEqual(sealed, { md5: vector.md5, data: vector.ciphertext_b64 });
    });
  }

  test("seals what openEnvelope opens, whatever the text", () => {
    const fields = { empty: "", quote: `"\\\n`, html: "=&<>'", astral: "🍁", __proto: "x" };
    assert.deepEqual(plain(openEnvelope(sealEnvelope(fields, key), [key])), fields);
  });
});

describe("openEnvelope", () => {
  for (const vector of vectors) {
    test(`opens ${vector.id}`, () => {
      const opened = openEnvelope({ data: vector.ciphertext_b64, md5: vector.md5 }, [
        vector.sign_key,
      ]);
      assert.deepEqual(plain(opened), asText(vector.fields));
    });
    for (const [name, other] of Object.entries(vector.alternative_renderings ?? {})) {
      test(`opens ${vector.id} hashed with ${name}`, () => {
        const sealed = sealText(vector.plaintext, other.sorted_string, vector.sign_key);
        assert.deepEqual(plain(openEnvelope(sealed, [vector.sign_key])), asText(vector.fields));
      });
    }
  }

  for (const one of cases) {
    const envelope = { data: one.body.data, md5: one.body.md5 ?? "" };
    if (one.expect === "reject") {
      test(`rejects ${one.id}`, () => {
        assert.throws(() => openEnvelope(envelope, [one.sign_key]), EnvelopeError);
      });
    } else {
      test(`accepts ${one.id}`, () => {
        assert.equal(openEnvelope(envelope, [one.sign_key])["order_id"], "17357835450001234");
      });
    }
  }

  /** What Gson's side hashes, value by value: the content, the hashed text, the value as read. */
  const rendered: ReadonlyArray<readonly [string, string, string | undefined]> = [
    ["1", "1.0", "1"],
    ["0", "0.0", "0"],
    ["-0", "-0.0", "-0"],
    ["-3", "-3.0", "-3"],
    ["275900", "275900.0", "275900"],
    ["9999999", "9999999.0", "9999999"],
    ["10000000", "1.0E7", "10000000"],
    ["12345678", "1.2345678E7", "12345678"],
    ["-650000000", "-6.5E8", "-650000000"],
    ["5.5", "5.5", "5.5"],
    ["1.10", "1.1", "1.10"],
    ["0.001", "0.001", "0.001"],
    ["0.0001", "1.0E-4", "0.0001"],
    ["0.00012345", "1.2345E-4", "0.00012345"],
    ["1e3", "1000.0", "1e3"],
    ["17357835450001234", "1.7357835450001234E16", "17357835450001234"],
    ["16795056216014901234", "1.6795056216014901E19", "16795056216014901234"],
    ["true", "true", "true"],
    ["null", "null", undefined],
    [
      '{"b":1,"a":[true,null,"x y"]}',
      "{b=1.0, a=[true, null, x y]}",
      '{"b":1,"a":[true,null,"x y"]}',
    ],
    ["[]", "[]", "[]"],
  ];
  for (const [json, hashed, read] of rendered) {
    test(`opens ${json} hashed as Java does: ${hashed}`, () => {
      const opened = openEnvelope(sealText(`{"v":${json},"w":"!"}`, `${hashed}!`, key), [key]);
      assert.equal(opened["v"], read);
    });
  }

  test("opens numbers hashed as they are written", () => {
    const opened = openEnvelope(
      sealText('{"a":1.10,"b":10000000,"c":[1,"x"]}', '1.1010000000[1,"x"]', key),
      [key],
    );
    assert.deepEqual(plain(opened), { a: "1.10", b: "10000000", c: '[1,"x"]' });
  });

  test("opens numbers hashed with .0 behind the whole ones, or behind all", () => {
    const content = '{"a":10000000,"b":5.5}';
    for (const hashed of ["10000000.05.5", "10000000.05.5.0"]) {
      assert.equal(openEnvelope(sealText(content, hashed, key), [key])["b"], "5.5");
    }
  });

  test("rejects a mixture of renderings", () => {
    assertRejected(sealText('{"a":10000000,"b":1}', "1.0E71", key), "unverified");
  });

  test("takes the last of two equal keys, and hashes the same one", () => {
    const content = '{"amount":"1","amount":"2"}';
    assert.equal(openEnvelope(sealText(content, "2", key), [key])["amount"], "2");
    assertRejected(sealText(content, "1", key), "unverified");
    assertRejected(sealText(content, "12", key), "unverified");
  });

  test("treats __proto__ as a field like any other", () => {
    const content = '{"__proto__":{"amount":"9"},"constructor":"c","x":"y"}';
    const opened = openEnvelope(sealText(content, "{amount=9}cy", key), [key]);
    assert.equal(opened["amount"], undefined);
    assert.equal(opened["__proto__"], '{"amount":"9"}');
    assert.equal(({} as Record<string, unknown>)["amount"], undefined);
  });

  test("opens with any of several sign keys", () => {
    const sealed = sealEnvelope({ a: "1" }, "OLD-KEY");
    assert.equal(openEnvelope(sealed, [key, "OLD-KEY"])["a"], "1");
    assert.equal(openEnvelope(sealed, ["OLD-KEY", key])["a"], "1");
    assertRejected(sealed, "unverified");
  });

  test("opens a message whose sender writes its md5 in lower case", () => {
    assert.equal(openEnvelope(sealText('{"a":"1"}', "1", key, true), [key])["a"], "1");
  });

  test("strips every kind of white space within base64", () => {
    const { data, md5 } = sealEnvelope({ a: "some longer text" }, key);
    const wrapped = ` ${data.slice(0, 7)}\r\n\t${data.slice(7)}\n`;
    assert.equal(openEnvelope({ data: wrapped, md5 }, [key])["a"], "some longer text");
  });

  test("rejects content whose blocks were exchanged, though it still decrypts to JSON", () => {
    const value = `${"0".repeat(10)}${"1".repeat(16)}${"2".repeat(16)}`;
    const { data, md5 } = sealEnvelope({ v: value }, key);
    const blocks = Buffer.from(data, "base64");
    const parts = [[0, 16], [32, 48], [16, 32], [48]].map(([from, to]) =>
      blocks.subarray(from, to),
    );
    assertRejected({ data: Buffer.concat(parts).toString("base64"), md5 }, "unverified");
  });

  test("rejects a value moved between fields when that changes the order of values", () => {
    assertRejected(sealText('{"amount":"1","tip":"500"}', "5001", key), "unverified");
  });

  const good = sealEnvelope({ a: "1" }, key);
  const malformed: ReadonlyArray<readonly [string, { data: string; md5: string }]> = [
    ["empty data", { ...good, data: "" }],
    ["white space as data", { ...good, data: " \n" }],
    ["data that is no base64", { ...good, data: "*".repeat(24) }],
    [
      "base64 with a foreign character inside",
      { ...good, data: `${good.data.slice(0, 5)}-${good.data.slice(6)}` },
    ],
    ["data that is not whole blocks", { ...good, data: good.data.slice(0, 8) }],
    ["data beyond the limit", { ...good, data: "A".repeat(maxSealedLength + 1) }],
    ["an empty md5", { ...good, md5: "" }],
    ["a short md5", { ...good, md5: good.md5.slice(1) }],
    ["an md5 with white space", { ...good, md5: ` ${good.md5}` }],
    ["an md5 with another letter", { ...good, md5: `G${good.md5.slice(1)}` }],
    ["an md5 of full-width digits", { ...good, md5: "０".repeat(32) }],
  ];
  for (const [what, envelope] of malformed) {
    test(`rejects ${what} as malformed`, () => {
      assertRejected(envelope, "malformed");
    });
  }

  const contents: ReadonlyArray<readonly [string, string, string]> = [
    ["no JSON", "a=1", "1"],
    ["JSON cut short", '{"a":"1"', "1"],
    ["a list", '["1"]', "1"],
    ["a string", '"1"', "1"],
    ["a number", "1", "1.0"],
    ["null", "null", ""],
    ["nothing", "", ""],
    ["nesting without end", `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, ""],
    ["two objects", '{"a":"1"}{"b":"2"}', "1"],
  ];
  for (const [what, content, hashed] of contents) {
    test(`rejects content that is ${what}`, () => {
      assertRejected(sealText(content, hashed, key), "unverified");
    });
  }

  test("rejects content that is not UTF-8, instead of reading it with replacements", () => {
    const content = Buffer.from('{"a":"\xff"}', "latin1");
    assertRejected(sealText(content, "\ufffd", key), "unverified");
  });

  test("rejects everything when there is no sign key", () => {
    assert.throws(() => openEnvelope(good, []), EnvelopeError);
  });

  test("says nothing of keys or content in its errors", () => {
    assert.throws(
      () => openEnvelope(sealEnvelope({ remarks: "private" }, "OTHER-KEY"), [key]),
      (error: Error) => !/private|C0FFEE|OTHER/.test(`${error.message}${String(error.cause)}`),
    );
  });
});
