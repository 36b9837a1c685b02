/**
 * The bank's references in what Ottu passes on of the bank's own answer, `gateway_response`: in
 * webhooks, disclosures, and answers that carry it. Everything else in there (`udf1` to `udf5`, which
 * hold what a merchant put in, names, cards) is left behind.
 */
import { parseExactJson } from "../exact-json.ts";
import { pickReferences } from "../pick-references.ts";
import type { References } from "../provider.ts";

/** As KNET has them; other banks use some of the same. */
const names = [
  "ref",
  "tranid",
  "trackid",
  "paymentid",
  "auth",
  "postdate",
  "result",
  "responsecode",
] as const;

const field = "gateway_response";

/** Of a message, JSON or a form, or of an answer. Undefined where there are none. */
export function readBankReferences(message: unknown): References | undefined {
  if (!isObject(message)) return undefined;
  const nested = Object.keys(message)
    .filter((key) => key.toLowerCase() === field)
    .map((key) => toObject(message[key]));
  return pickReferences(
    Object.assign({}, ...nested, flattened(message)) as Record<string, unknown>,
    names,
  );
}

/** A form holds an object as its JSON, or a field for each of its members: `gateway_response[ref]`. */
function toObject(value: unknown): object {
  if (typeof value !== "string") return isObject(value) ? value : {};
  try {
    const parsed = parseExactJson(value);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function flattened(message: Readonly<Record<string, unknown>>): object {
  const members = Object.entries(message).flatMap(([key, value]) => {
    const [, name] = /^gateway_response(?:\[|\.)(\w{1,32})\]?$/i.exec(key) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
