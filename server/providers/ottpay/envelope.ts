/**
 * OTT Pay's seal, bit for bit. Its weaknesses are OTT Pay's choice and stay in this file: ECB, MD5,
 * values joined without separators (so `{a:"1",b:"23"}` and `{a:"12",b:"3"}` hash alike), no nonce
 * (a captured pair can be replayed), and result codes outside the seal. Therefore an opened message
 * is a hint: nothing is called paid before PREPAY_QUERY says so.
 *
 *     md5     = MD5 of the values in code-unit order of their keys, joined
 *     aes key = the middle 16 characters of MD5(md5 + sign key), as ASCII
 *     data    = base64(AES-128-ECB of the object's JSON text)
 *
 * @see https://docs.ottpay.com/payment-api/appendix-a (whose step 5 is worded wrongly: what is
 * encrypted is the JSON text)
 */
import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { parseExactJson, type JsonValue } from "../exact-json.ts";
import { asWritten, renderings, type Rendering } from "./renderings.ts";

/** Sent: every value a string, nothing nested, absent fields left out. */
export type SealedFields = Readonly<Record<string, string>>;

/** Opened: values as text (numbers as they were written), nulls left out. No prototype. */
export type OpenedFields = Readonly<Record<string, string>>;

export interface Envelope {
  readonly data: string;
  readonly md5: string;
}

/** `malformed`: not an envelope at all · `unverified`: no sign key opens it and matches its md5. */
export class EnvelopeError extends Error {
  readonly code: "malformed" | "unverified";
  constructor(code: "malformed" | "unverified", message: string) {
    super(message);
    this.name = "EnvelopeError";
    this.code = code;
  }
}

/** Longest `data` that is looked at, in characters. */
export const maxSealedLength = 64 * 1024;

export function sealEnvelope(fields: SealedFields, signKey: string): Envelope {
  const md5 = md5Hex(joined(fields, asWritten));
  const cipher = createCipheriv("aes-128-ecb", aesKey(md5, signKey), null);
  const plain = Buffer.from(JSON.stringify(fields), "utf8");
  return {
    md5,
    data: Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64"),
  };
}

/**
 * The fields of an envelope, if one of the sign keys opens it and its md5 is that of its content.
 * All or nothing: there is no way to the content of an envelope that does not verify.
 * @throws EnvelopeError
 */
export function openEnvelope(envelope: Envelope, signKeys: readonly string[]): OpenedFields {
  const sealed = parseEnvelope(envelope);
  for (const signKey of signKeys) {
    const content = decrypt(sealed, aesKey(envelope.md5, signKey));
    if (content !== undefined && matches(content, envelope.md5)) return toOpenedFields(content);
  }
  throw new EnvelopeError("unverified", "no sign key opens the message and matches its md5");
}

function parseEnvelope({ data, md5 }: Envelope): Buffer {
  if (!/^[0-9a-fA-F]{32}$/.test(md5)) {
    throw new EnvelopeError("malformed", "md5 is not 32 hexadecimal digits");
  }
  if (data.length > maxSealedLength) throw new EnvelopeError("malformed", "data is too long");
  const base64 = data.replace(/\s+/g, "");
  const sealed = Buffer.from(base64, "base64");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || sealed.length === 0 || sealed.length % 16 !== 0) {
    throw new EnvelopeError("malformed", "data is not base64 of whole cipher blocks");
  }
  return sealed;
}

/** The JSON object inside, or undefined where this key gives anything else. */
function decrypt(sealed: Buffer, key: Buffer): Record<string, JsonValue> | undefined {
  try {
    const decipher = createDecipheriv("aes-128-ecb", key, null);
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
    const value = parseExactJson(new TextDecoder("utf-8", { fatal: true }).decode(plain));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: JsonValue): value is Record<string, JsonValue> {
  return value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function matches(content: Record<string, JsonValue>, md5: string): boolean {
  const expected = Buffer.from(md5.toUpperCase(), "ascii");
  return renderings.some((rendering) =>
    timingSafeEqual(Buffer.from(md5Hex(joined(content, rendering)), "ascii"), expected),
  );
}

function toOpenedFields(content: Record<string, JsonValue>): OpenedFields {
  const fields = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(content)) {
    if (value !== null) fields[key] = asWritten(value);
  }
  return fields;
}

/** Values by key in code-unit order, which is what `sort` without a comparator does. */
function joined(fields: Readonly<Record<string, JsonValue>>, rendering: Rendering): string {
  const entries = new Map(Object.entries(fields));
  return [...entries.keys()]
    .sort()
    .map((key) => rendering(entries.get(key) ?? null))
    .join("");
}

/** The md5 enters as it was received: whoever wrote it in lower case also derived the key from that. */
function aesKey(md5: string, signKey: string): Buffer {
  return Buffer.from(md5Hex(md5 + signKey).slice(8, 24), "ascii");
}

function md5Hex(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex").toUpperCase();
}
