/**
 * The seal of OTT Pay's messages, as its servers make and open it: an md5 over the values in the
 * order of their keys, and AES-128-ECB under a key derived from that md5 and the sign key. It is as
 * weak as it looks (no nonce, no separators, the result code is outside); a simulator must be equally
 * weak. Written from the protocol and its vectors alone.
 * @see https://docs.ottpay.com/payment-api/appendix-a
 */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import type { Dialect } from "../model/dialect.ts";
import { toJavaText } from "./java-text.ts";

export type Fields = Readonly<Record<string, string | number>>;

export interface Envelope {
  readonly data: string;
  readonly md5: string;
}

export class EnvelopeError extends Error {
  override readonly name = "EnvelopeError";
}

const algorithm = "aes-128-ecb";

/** Numbers enter the md5 as Java prints them. */
export function sealEnvelope(
  fields: Fields,
  signKey: string,
  style: Partial<Pick<Dialect, "base64" | "escapes">> = {},
): Envelope {
  const md5 = hashOf(sortedText(fields));
  const cipher = createCipheriv(algorithm, aesKey(md5, signKey), null);
  const json = JSON.stringify(fields);
  const text = style.escapes === "gson" ? escapeLikeGson(json) : json;
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]).toString("base64");
  return { data: style.base64 === "wrapped" ? wrapLines(data) : data, md5 };
}

/**
 * The fields of a message whose seal fits.
 * @throws EnvelopeError where it does not: another key, an altered or shortened message
 */
export function openEnvelope(envelope: Envelope, signKey: string): Record<string, unknown> {
  if (!/^[0-9a-f]{32}$/i.test(envelope.md5)) throw new EnvelopeError("md5 is not 32 hex digits");
  const fields = parseFields(decrypt(envelope, signKey));
  if (hashOf(sortedText(fields)) !== envelope.md5.toUpperCase()) {
    throw new EnvelopeError("md5 does not fit the values");
  }
  return fields;
}

function decrypt({ data, md5 }: Envelope, signKey: string): string {
  const decipher = createDecipheriv(algorithm, aesKey(md5, signKey), null);
  try {
    const sealed = Buffer.from(data.replaceAll(/\s/g, ""), "base64");
    const opened = Buffer.concat([decipher.update(sealed), decipher.final()]);
    return new TextDecoder("utf-8", { fatal: true }).decode(opened);
  } catch {
    throw new EnvelopeError("data does not open with this md5 and the sign key");
  }
}

function parseFields(text: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === "object" && fields !== null && !Array.isArray(fields)) {
      return fields as Record<string, unknown>;
    }
  } catch {
    // Said below: what was opened is not what should be in it.
  }
  throw new EnvelopeError("data holds no JSON object");
}

/** Keys in the order of their UTF-16 code units, which is what `sort` without a comparison does. */
function sortedText(fields: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(fields).sort();
  return keys.map((key) => toJavaText(fields[key])).join("");
}

function aesKey(md5: string, signKey: string): Buffer {
  return Buffer.from(hashOf(md5 + signKey).slice(8, 24), "ascii");
}

function hashOf(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex").toUpperCase();
}

function escapeLikeGson(json: string): string {
  return json.replaceAll(
    /[=&<>']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function wrapLines(base64: string): string {
  return base64.replaceAll(/.{76}(?=.)/g, "$&\r\n");
}
