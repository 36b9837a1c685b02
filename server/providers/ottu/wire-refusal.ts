/** Ottu's own words for a refusal, in the shapes they have had over the years. */
import { z } from "zod";
import { maybe, text } from "./lenient.ts";
import { word } from "./wire.ts";

/**
 * The short code of a refusal, from any of its shapes: `{field:[text]}` (may nest), `{detail}`,
 * `{error:{type,code,message,field}}`, or something that is not JSON. `codes` = an offered method
 * is not known (any more), `used` = the order number is taken; else the first field or code named.
 * Texts are looked at, never passed on.
 */
export function readRefusalCode(json: unknown): string | undefined {
  const wrapped = wrappedRefusal.safeParse(json);
  const complaints = wrapped.success
    ? collectComplaints({ [wrapped.data.error.field]: wrapped.data.error.message }, 1)
    : collectComplaints(json, 4);
  if (complaints.some(({ field }) => codeFields.has(field))) return "codes";
  const taken = /already|exist|unique|taken|duplicate/i;
  if (complaints.some(({ field, said }) => field === "order_no" && taken.test(said))) return "used";
  const field = complaints.map((complaint) => complaint.field).find((name) => name !== "detail");
  return (wrapped.success ? wrapped.data.error.code : null) ?? field;
}

/** The second is the older API's. */
const codeFields: ReadonlySet<string> = new Set(["pg_codes", "gateway_code"]);

const wrappedRefusal = z.object({
  error: z.object({
    code: maybe(word),
    field: text.catch(""),
    message: text.catch(""),
  }),
});

interface Complaint {
  readonly field: string;
  readonly said: string;
}

function collectComplaints(json: unknown, depth: number): readonly Complaint[] {
  if (typeof json !== "object" || json === null || depth === 0) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    const field = /^([a-z]\w{0,63})([[.]\d+]?)?$/i.exec(key)?.[1];
    const inner = collectComplaints(value, depth - 1);
    return field === undefined ? inner : [{ field, said: JSON.stringify(value) }, ...inner];
  });
}

/** Under these names a refusal speaks of fields instead of being about one. */
const speaking =
  /^(details?|messages?|msg|errors?|non_field_errors|fields?|field_name|params?|loc|path|source|pointer|title|reason)$/;

/**
 * Every name, in small letters, that a refusal is about: the fields of its complaints, and the words
 * of what it says where it names no field.
 */
export function readRefusedNames(json: unknown): ReadonlySet<string> {
  return new Set(collectNames(json, "detail", 6));
}

function collectNames(value: unknown, under: string, depth: number): readonly string[] {
  if (typeof value === "string") return speaking.test(under) ? toNames(value) : [];
  if (typeof value !== "object" || value === null || depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((inner) => collectNames(inner, under, depth - 1));
  return Object.entries(value).flatMap(([key, inner]) => [
    ...toNames(key),
    ...collectNames(inner, key.toLowerCase(), depth - 1),
  ]);
}

function toNames(text: string): readonly string[] {
  return text.toLowerCase().match(/\w+/g) ?? [];
}
