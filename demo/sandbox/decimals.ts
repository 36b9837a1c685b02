/** Money as Ottu writes it: decimal text with exactly the currency's decimals. No floats. */
const threeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
const noDecimals = ["JPY", "KRW"];

export function decimalsOf(currency: string): number {
  if (threeDecimals.includes(currency)) return 3;
  return noDecimals.includes(currency) ? 0 : 2;
}

/** Null where the text is no amount, or has more decimals than the currency. */
export function parseDecimal(text: string, currency: string): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text);
  const [, whole = "", fraction = ""] = match ?? [];
  const decimals = decimalsOf(currency);
  if (match === null || fraction.length > decimals) return null;
  return BigInt(whole + fraction.padEnd(decimals, "0"));
}

export function formatDecimal(minor: bigint, currency: string): string {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, "0");
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** So many units of `to` for one of `from`, rounded half up. The rate has up to eight decimals. */
export function exchange(minor: bigint, rate: string, from: string, to: string): bigint {
  const [whole = "0", fraction = ""] = rate.split(".");
  const scale = 8;
  const scaled = BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"));
  const numerator = minor * scaled * 10n ** BigInt(decimalsOf(to));
  const divisor = 10n ** BigInt(scale + decimalsOf(from));
  return (numerator * 2n + divisor) / (divisor * 2n);
}
