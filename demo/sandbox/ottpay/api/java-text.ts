/**
 * How OTT Pay's Java prints what JSON holds, because that text enters the md5: Gson reads every
 * number as a double, and maps and lists print as Java collections do.
 */
export function toJavaText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return toJavaDouble(value);
  if (Array.isArray(value)) return `[${value.map(toJavaText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([name, each]) => `${name}=${toJavaText(each)}`);
    return `{${pairs.join(", ")}}`;
  }
  return String(value);
}

/** `Double.toString`: plain from 0.001 to ten million, else with one digit before the point. */
function toJavaDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    const plain = Object.is(value, -0) ? "-0" : String(value);
    return plain.includes(".") ? plain : `${plain}.0`;
  }
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const mantissa = digits.includes(".") ? digits : `${digits}.0`;
  return `${mantissa}E${exponent.replace("+", "")}`;
}
