/**
 * How the values of a sealed object read when OTT Pay hashes them. Published vectors prove strings
 * only. The other side is Java with Gson, so a number is inferred to be a double there (`1` reads
 * `1.0`, `10000000` reads `1.0E7`) and a nested value its `toString()`; clients in other languages
 * are known to hash the JSON text, or to append `.0`. Which one it was cannot be told beforehand,
 * so a seal is good if any of them hashes to its md5: each rendering covers every value.
 */
import { NumberText, type JsonValue } from "../exact-json.ts";

export type Rendering = (value: JsonValue) => string;

/** In the order they are tried. */
export const renderings: readonly Rendering[] = [
  (value) => javaText(value),
  (value) => jsonText(value, (number) => number),
  (value) => jsonText(value, (number) => (/^-?[0-9]+$/.test(number) ? `${number}.0` : number)),
  (value) => jsonText(value, (number) => `${number}.0`),
];

/** A value as text: strings as they are, numbers as written, nested values as JSON. */
export const asWritten: Rendering = (value) => jsonText(value, (number) => number);

function jsonText(value: JsonValue, number: (text: string) => string): string {
  return typeof value === "string" ? value : nestedJson(value, number);
}

function nestedJson(value: JsonValue, number: (text: string) => string): string {
  if (value instanceof NumberText) return number(value.text);
  if (Array.isArray(value)) {
    return `[${value.map((item) => nestedJson(item, number)).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}:${nestedJson(item, number)}`,
    );
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** `String.valueOf` of what Gson makes of the value: Double, LinkedTreeMap, ArrayList. */
function javaText(value: JsonValue): string {
  if (value instanceof NumberText) return javaDouble(Number(value.text));
  if (Array.isArray(value)) return `[${value.map(javaText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, item]) => `${key}=${javaText(item)}`);
    return `{${members.join(", ")}}`;
  }
  return String(value);
}

/** `Double.toString`: plain from 10^-3 to below 10^7, otherwise one digit, a point and an exponent. */
function javaDouble(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  if (value === 0) return "0.0";
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return withFraction(String(value));
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${withFraction(mantissa)}E${exponent.replace("+", "")}`;
}

function withFraction(digits: string): string {
  return digits.includes(".") ? digits : `${digits}.0`;
}
