/**
 * A guess, named for what it is. How OTT Pay wants `cc_number` and `cc_sha` made is not published
 * outside its merchant documentation; this is the reading that follows from the seal it does publish
 * (envelope.ts), with SHA-256 because the field is called so:
 *
 *     cc_sha    = SHA-256 of the card object's values in code-unit order of their keys, joined
 *     aes key   = the middle 16 characters of MD5(cc_sha + sign key), as ASCII
 *     cc_number = base64(AES-128-ECB of the object's JSON text)
 *
 * It has never been tried against OTT Pay. Who has the documentation writes the right one beside it.
 */
import { createCipheriv, createHash } from "node:crypto";
import type { CardSeal } from "./card-seal.ts";

export const inferredAesEcbSeal: CardSeal = (card, signKey) => {
  const joined = Object.keys(card)
    .sort()
    .map((name) => card[name])
    .join("");
  const sha = hash("sha256", joined);
  const key = Buffer.from(hash("md5", sha + signKey).slice(8, 24), "ascii");
  const cipher = createCipheriv("aes-128-ecb", key, null);
  const plain = Buffer.from(JSON.stringify(card), "utf8");
  return {
    cc_sha: sha,
    cc_number: Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64"),
  };
};

function hash(algorithm: "sha256" | "md5", text: string): string {
  return createHash(algorithm).update(text, "utf8").digest("hex").toUpperCase();
}
