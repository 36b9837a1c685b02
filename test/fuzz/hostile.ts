/** Values that programs stumble over, for any place that takes a value. */
import fc from "fast-check";

/** Wherever it comes back, it must not come back as markup. */
export const canary = '<otter-canary onload="alert(1)">';

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\r\nSet-Cookie: a=b",
    "\u2028",
    "\ud800",
    "x\udfffy",
    "\ufeff",
    "\u202eevil",
    "１２.７５",
    "١٢٫٧٥",
    "1e400",
    "-0",
    "NaN",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    canary,
    "{{7*7}}${7*7}",
    "' OR 1=1 --",
    "%s%n%x",
    "%00",
    "%ff",
    "%",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "http://169.254.169.254/latest/meta-data",
    "https://user:pass@shop.example",
    "https://shop.example.evil.example",
    "//evil.example",
    "a".repeat(300),
    "é".repeat(5_000),
    "9".repeat(400),
  ),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** Values as JSON text: some of it no parser should have to take. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 4, arbitrary: fc.json({ maxDepth: 3 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "null",
      "true",
      "0",
      "-1",
      "1.5",
      "1e400",
      "-1e-400",
      "12345678901234567890123",
      "[]",
      "{}",
      '[""]',
      "[[[[[[[[]]]]]]]]",
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"toString":1,"valueOf":2,"then":3,"length":-1}',
      '{"$gt":""}',
      '"\\ud800"',
      '"\\u0000"',
      '{"a":1,"a":2}',
      "NaN",
      "undefined",
      "01",
      "'x'",
      '"unfinished',
      "[1,",
      "{,}",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat({ max: 20_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth)),
  },
  { weight: 1, arbitrary: fc.nat({ max: 70_000 }).map((length) => `"${"x".repeat(length)}"`) },
);

/** A JSON object that is nearly what is asked for: some fields are changed, dropped or added. */
export function nearly(fields: Readonly<Record<string, string>>): fc.Arbitrary<string> {
  const names = Object.keys(fields);
  const change = fc.record({
    name: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: hostileText },
    ),
    value: fc.option(hostileJson, { nil: undefined, freq: 5 }),
  });
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const object = new Map(Object.entries(fields));
    for (const { name, value } of changes) {
      if (value === undefined) object.delete(name);
      else object.set(name, value);
    }
    const members = [...object].map(([name, value]) => `${JSON.stringify(name)}:${value}`);
    return `{${members.join(",")}}`;
  });
}
