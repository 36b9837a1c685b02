/**
 * Money is a decimal string and a currency on the wire, integer minor units (`bigint`) inside.
 * No float takes part: a price that passes through a double is a price that is sometimes wrong.
 */

/** Exponents that are not 2, from ISO 4217 (not from CLDR, which disagrees for fifteen currencies). */
const exponentGroups: ReadonlyArray<readonly [number, string]> = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
];

const exponents: ReadonlyMap<string, number> = new Map(
  exponentGroups.flatMap(([digits, codes]) => codes.split(" ").map((code) => [code, digits])),
);

/** Longest amount accepted, in digits of its minor units: 999,999,999,999.999 KWD and below. */
export const maxAmountDigits = 15;

export class MoneyError extends Error {
  readonly code: "amount_invalid" | "currency_unsupported";
  constructor(code: "amount_invalid" | "currency_unsupported", message: string) {
    super(message);
    this.name = "MoneyError";
    this.code = code;
  }
}

/** Number of decimals ISO 4217 gives `currency`; 2 for codes outside the table. */
export function currencyExponent(currency: string): number {
  return exponents.get(currency) ?? 2;
}

/**
 * Minor units of a decimal string: `("12.750","KWD")` → `12750n`, `("5","CAD")` → `500n`.
 * Fewer decimals than the currency has are filled up; more, even zeros, are refused, as are signs,
 * exponents, grouping, white space, superfluous leading zeros and digits of other scripts.
 * @throws MoneyError `amount_invalid`
 */
export function parseAmount(amount: string, currency: string): bigint {
  const digits = currencyExponent(currency);
  const match = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(amount);
  if (match === null) {
    throw new MoneyError("amount_invalid", `amount must be a plain decimal string such as "12.75"`);
  }
  const [, whole = "", fraction = ""] = match;
  if (fraction.length > digits) {
    throw new MoneyError(
      "amount_invalid",
      `${currency} has ${digits} decimals, the amount has more`,
    );
  }
  if (whole.length + digits > maxAmountDigits) {
    throw new MoneyError("amount_invalid", `amount is too large`);
  }
  return BigInt(whole + fraction.padEnd(digits, "0"));
}

/**
 * The decimal string of minor units, with all decimals the currency has: `(12750n,"KWD")` → `"12.750"`.
 * Negative values keep their sign, so that a difference can be shown.
 */
export function formatMinor(minor: bigint, currency: string): string {
  const digits = currencyExponent(currency);
  const sign = minor < 0n ? "-" : "";
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The same amount with all decimals its currency has: `("5","KWD")` → `"5.000"`. @throws MoneyError */
export function canonicalAmount(amount: string, currency: string): string {
  return formatMinor(parseAmount(amount, currency), currency);
}

/**
 * Whether two amounts of a currency are the same money, however they are spelled: `"5"` and
 * `"5.000"` KWD. False for what is no amount.
 */
export function isSameAmount(one: string, other: string, currency: string): boolean {
  const [a, b] = [minorOf(one, currency), minorOf(other, currency)];
  return a !== undefined && a === b;
}

function minorOf(amount: string, currency: string): bigint | undefined {
  const digits = currencyExponent(currency);
  const superfluous = new RegExp(`(\\.[0-9]{${digits}})0+$`);
  try {
    return parseAmount(String(amount).replace(superfluous, "$1").replace(/\.$/, ""), currency);
  } catch {
    return undefined;
  }
}

/** True for three upper-case letters that the running engine knows as an ISO 4217 currency. */
export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && knownCurrencies().has(code);
}

let known: Set<string> | undefined;
function knownCurrencies(): Set<string> {
  known ??= new Set(Intl.supportedValuesOf("currency"));
  return known;
}
