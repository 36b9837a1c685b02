/**
 * The two ways Ottu signs a webhook: hex HMAC-SHA256 in the message itself, over some of its fields.
 *
 * Neither is strong evidence. V1 joins names and values without a separator and leaves the session
 * id out; V2 leaves most fields out. So a match says that somebody who knows the key sent this, and
 * no more: what it claims is confirmed by asking. Values are taken as they were sent: formatting a
 * number anew changes the digest.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { NumberText } from "../exact-json.ts";
import { signedByV1, signedByV2 } from "./wire-webhook.ts";

export type SignatureScheme = "v1" | "v2";

/** The hex digest of a message (parsed by `parseExactJson`, or a form's fields). */
export function signMessage(scheme: SignatureScheme, message: unknown, key: string): string {
  return digest(scheme, message, key).toString("hex");
}

/**
 * Which scheme the signature matches, trying V1 before V2 and every key; null when none. Digests
 * are compared in constant time.
 */
export function verifyMessage(
  message: unknown,
  signature: string,
  keys: readonly string[],
  accepted: SignatureScheme | "auto",
): SignatureScheme | null {
  if (!/^[0-9a-f]{64}$/i.test(signature)) return null;
  const given = Buffer.from(signature, "hex");
  const schemes: readonly SignatureScheme[] = accepted === "auto" ? ["v1", "v2"] : [accepted];
  for (const scheme of schemes) {
    for (const key of keys) {
      if (key !== "" && timingSafeEqual(digest(scheme, message, key), given)) return scheme;
    }
  }
  return null;
}

/** Nobody's name or address holds one of these. */
const tellingNames = signedByV1.filter((name) => name.includes("_"));

/**
 * Whether one signature may be that of another message, too: with the name of a field inside a value,
 * what is signed can be cut into fields in more than one way, such as into those of another order.
 */
export function isAmbiguous(message: unknown): boolean {
  return signedByV2
    .map((name) => writtenValue(valueAt(message, name)))
    .some((value) => tellingNames.some((name) => value.includes(name)));
}

function digest(scheme: SignatureScheme, message: unknown, key: string): Buffer {
  const signed = scheme === "v1" ? signedTextV1(message) : signedTextV2(message);
  return createHmac("sha256", key).update(signed, "utf8").digest();
}

/** Names with values, sorted by name, nothing between; what is absent, null or empty is skipped. */
function signedTextV1(message: unknown): string {
  return signedByV1
    .map((name) => ({ name, value: writtenValue(valueAt(message, name)) }))
    .filter(({ value }) => value !== "")
    .sort(byName)
    .map(({ name, value }) => name + value)
    .join("");
}

/** Lines of `path=value`, sorted; what is absent or falsy (also 0 and false) is skipped. */
function signedTextV2(message: unknown): string {
  return signedByV2
    .map((name) => ({ name, value: valueAt(message, name) }))
    .filter(({ value }) => !isFalsy(value))
    .map(({ name, value }) => ({ name, value: writtenValue(value) }))
    .filter(({ value }) => value !== "")
    .sort(byName)
    .map(({ name, value }) => `${name}=${value}`)
    .join("\n");
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function valueAt(message: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, step) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, step)
          ? (inner as Readonly<Record<string, unknown>>)[step]
          : undefined,
      message,
    );
}

function isFalsy(value: unknown): boolean {
  return value instanceof NumberText ? Number(value.text) === 0 : !value;
}

/** Empty for what has no written form of its own: absent, null, lists, objects. */
function writtenValue(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof NumberText) return value.text;
  return typeof value === "boolean" ? String(value) : "";
}
