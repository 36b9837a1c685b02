/**
 * Seals a card for the proxy alone: a compact JWE (RFC 7516) by ECDH-ES and A256GCM to the key that
 * came with the page. Each press of Pay is an attempt of its own; the same sealed card twice is one.
 */
import { CompactEncrypt } from "jose/jwe/compact/encrypt";

export interface Card {
  number: string;
  name: string;
  /** `MMYY`. */
  expiry: string;
  cvv: string;
  postalCode: string;
  country: string;
  /** All three, or none: then the proxy knows them. */
  address?: string;
  city?: string;
  province?: string;
}

export interface SealingKey extends JsonWebKey {
  readonly kid: string;
}

export async function sealCard(
  card: Card,
  session: string,
  key: SealingKey,
  at: number,
): Promise<string> {
  const attempt = crypto.getRandomValues(new Uint8Array(24));
  const text = JSON.stringify({ v: 1, session, attempt: base64url(attempt), at, card });
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", kid: key.kid, typ: "card+jwe" })
    .encrypt(key);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
