/**
 * The keys that card forms seal with. A P-256 pair for each day, derived from a secret of the proxy:
 * all instances agree on it, nothing is stored, and there is nothing to steal after two days. The
 * public half is published to browsers, so the secret is stretched first: a public key must be no
 * quick way to try out guesses of a gateway's sign key.
 */
import { createECDH, hkdfSync, scryptSync } from "node:crypto";
import type { Clock } from "../platform/clock.ts";

/** What a card form seals with. */
export interface PublicCardKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: "ECDH-ES";
  readonly use: "enc";
}

export type PrivateCardKey = PublicCardKey & { readonly d: string };

export interface CardKeys {
  /** Today's. */
  current(): PublicCardKey;
  /** Today's or yesterday's, of any secret; undefined for older ones and for those of somebody else. */
  find(kid: string): PrivateCardKey | undefined;
}

const dayMs = 24 * 3_600_000;
/** An instance whose clock is ahead publishes tomorrow's key a little early. */
const skewMs = 10 * 60_000;
/** Order of P-256's group. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** @param secrets at least one; the first publishes, all open */
export function createCardKeys(secrets: readonly string[], clock: Pick<Clock, "now">): CardKeys {
  const roots = secrets.map((secret) =>
    scryptSync(secret, "otter-checkout card keys", 32, { N: 16_384, r: 8, p: 1 }),
  );
  const [first] = roots;
  if (first === undefined) throw new TypeError("card keys need a secret");
  const known = new Map<Buffer, Map<number, PrivateCardKey>>(
    roots.map((root) => [root, new Map()]),
  );
  const keyOf = (root: Buffer, day: number): PrivateCardKey => {
    const keys = known.get(root) ?? new Map<number, PrivateCardKey>();
    const key = keys.get(day) ?? deriveKey(root, day);
    for (const other of keys.keys()) if (other < day - 2) keys.delete(other);
    keys.set(day, key);
    return key;
  };
  return {
    current() {
      const { d: _private, ...key } = keyOf(first, dayOf(clock.now()));
      return key;
    },
    find(kid) {
      const now = clock.now();
      const days = new Set([dayOf(now), dayOf(now - dayMs), dayOf(now + skewMs)]);
      return roots
        .flatMap((root) => [...days].map((day) => keyOf(root, day)))
        .find((key) => key.kid === kid);
    },
  };
}

function dayOf(at: number): number {
  return Math.floor(at / dayMs);
}

function deriveKey(root: Buffer, day: number): PrivateCardKey {
  // 48 bytes for 32: reduced by the group's order, what is left is as good as uniform.
  const wide = Buffer.from(hkdfSync("sha256", root, "", `day ${day}`, 48)).toString("hex");
  const scalar = (BigInt(`0x${wide}`) % (order - 1n)) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(secret);
  const point = pair.getPublicKey();
  const name = Buffer.from(hkdfSync("sha256", point, "", "kid", 12)).toString("base64url");
  return {
    kty: "EC",
    crv: "P-256",
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33, 65).toString("base64url"),
    kid: name,
    alg: "ECDH-ES",
    use: "enc",
    d: secret.toString("base64url"),
  };
}
