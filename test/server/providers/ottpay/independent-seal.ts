/**
 * The seal once more, written from the published description alone and for the tests alone: what
 * the gateway's side would do, with the choice of how values enter the md5 left to the test.
 */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

export interface Sealed {
  readonly data: string;
  readonly md5: string;
}

const md5Of = (text: string) => createHash("md5").update(text).digest("hex").toUpperCase();

/** Seals any text as the content, under the md5 of `hashed`. */
export function sealText(
  plain: string | Uint8Array,
  hashed: string,
  signKey: string,
  lowerCase = false,
): Sealed {
  const md5 = lowerCase ? md5Of(hashed).toLowerCase() : md5Of(hashed);
  const cipher = createCipheriv("aes-128-ecb", md5Of(md5 + signKey).slice(8, 24), null);
  return { md5, data: Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64") };
}

/** Seals an object of strings. */
export function sealFields(fields: Readonly<Record<string, string>>, signKey: string): Sealed {
  const keys = Object.keys(fields).sort();
  return sealText(JSON.stringify(fields), keys.map((key) => fields[key]).join(""), signKey);
}

export function openText(sealed: Sealed, signKey: string): string {
  const key = md5Of(sealed.md5 + signKey).slice(8, 24);
  const decipher = createDecipheriv("aes-128-ecb", key, null);
  return decipher.update(sealed.data, "base64", "utf8") + decipher.final("utf8");
}
