import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  canonicalAmount,
  currencyExponent,
  formatMinor,
  isCurrency,
  MoneyError,
  parseAmount,
} from "../../contract/money.ts";

interface IsoRow {
  readonly code: string;
  readonly digits: number;
}
const iso = (createRequire(import.meta.url)("currency-codes/data") as readonly IsoRow[]).filter(
  ({ code }) => isCurrency(code) && !code.startsWith("X"),
);

describe("parseAmount", () => {
  const cases: readonly (readonly [amount: string, currency: string, minor: bigint])[] = [
    ["12.750", "KWD", 12_750n],
    ["12.75", "KWD", 12_750n],
    ["19.99", "CAD", 1999n],
    ["5", "CAD", 500n],
    ["1200", "JPY", 1200n],
    ["0.001", "KWD", 1n],
    ["0", "CAD", 0n],
    ["999999999999.999", "KWD", 999_999_999_999_999n],
  ];
  for (const [amount, currency, minor] of cases) {
    it(`reads ${amount} ${currency} as ${minor} minor units`, () => {
      assert.equal(parseAmount(amount, currency), minor);
    });
  }

  const refused: readonly (readonly [amount: string, currency: string])[] = [
    ["19.999", "CAD"],
    ["19.990", "CAD"],
    ["12.0", "JPY"],
    ["12.7501", "KWD"],
    ["-1", "CAD"],
    ["+1", "CAD"],
    ["1e2", "CAD"],
    ["1E2", "CAD"],
    ["0x10", "CAD"],
    ["1,000", "CAD"],
    ["1 000", "CAD"],
    [" 1", "CAD"],
    ["1 ", "CAD"],
    ["1\n", "CAD"],
    ["", "CAD"],
    [".5", "CAD"],
    ["5.", "CAD"],
    ["00", "CAD"],
    ["01", "CAD"],
    ["١٢", "CAD"],
    ["\uff11\uff12", "CAD"],
    ["NaN", "CAD"],
    ["Infinity", "CAD"],
    ["10000000000000", "CAD"],
  ];
  for (const [amount, currency] of refused) {
    it(`refuses ${JSON.stringify(amount)} ${currency}`, () => {
      assert.throws(
        () => parseAmount(amount, currency),
        (error) => error instanceof MoneyError && error.code === "amount_invalid",
      );
    });
  }

  it("is undone by formatMinor, for every currency", () => {
    const amounts = fc.record({
      currency: fc.constantFrom(...iso.map(({ code }) => code)),
      minor: fc.bigInt({ min: 0n, max: 99_999_999_999_999n }),
    });
    fc.assert(
      fc.property(amounts, ({ currency, minor }) => {
        const text = formatMinor(minor, currency);
        assert.equal(parseAmount(text, currency), minor);
        assert.equal(canonicalAmount(text, currency), text);
      }),
    );
  });
});

describe("formatMinor", () => {
  it("keeps all decimals of the currency, and the sign of a difference", () => {
    assert.equal(formatMinor(12_750n, "KWD"), "12.750");
    assert.equal(formatMinor(5n, "CAD"), "0.05");
    assert.equal(formatMinor(0n, "JPY"), "0");
    assert.equal(formatMinor(-150n, "KWD"), "-0.150");
  });
});

describe("currencyExponent", () => {
  it("agrees with ISO 4217 for every currency the engine knows", () => {
    assert.ok(iso.length > 140);
    for (const { code, digits } of iso) assert.equal(currencyExponent(code), digits, code);
  });
});
