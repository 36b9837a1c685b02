/** What the card form would send: a card sealed with the key that the proxy publishes. */
import { randomBytes } from "node:crypto";
import { CompactEncrypt, importJWK } from "jose";
import { createCardKeys, type PublicCardKey } from "../../server/cards/keys.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { OttpayCharge } from "../../demo/sandbox/index.ts";
import { runProxy, type Answer, type RunOptions, type RunningProxy } from "./running-proxy.ts";

export const visa = "4242424242424242";
export const mastercard = "5555555555554444";

export const aCard = {
  number: visa,
  name: "Noor Marked-Holder",
  expiry: "1239",
  cvv: "739",
  address: "1 Marked Street",
  city: "Toronto",
  province: "ON",
  postalCode: "M5V 2T6",
  country: "CA",
};

export interface SealOptions {
  readonly card?: Readonly<Record<string, unknown>>;
  /** Of the content; replaces. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, string>>;
  readonly key?: PublicCardKey;
  readonly attempt?: string;
  readonly now?: number;
}

export function anAttempt(): string {
  return randomBytes(24).toString("base64url");
}

/** What the running proxy publishes. Stretching the secret takes time: made once for each. */
const published = new Map<string, PublicCardKey>();
export function keyOf(running: Pick<RunningProxy, "env">): PublicCardKey {
  const secret = (running.env["OTTPAY_SIGN_KEY"] ?? "").split(",")[0] ?? "";
  const key = published.get(secret) ?? createCardKeys([secret], systemClock).current();
  published.set(secret, key);
  return key;
}

export async function sealText(
  text: string,
  key: PublicCardKey,
  header: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({
      alg: "ECDH-ES",
      enc: "A256GCM",
      kid: key.kid,
      typ: "card+jwe",
      ...header,
    })
    .encrypt(await importJWK(key, "ECDH-ES"));
}

export function sealCard(
  running: Pick<RunningProxy, "env">,
  sessionId: string,
  options: SealOptions = {},
): Promise<string> {
  const content = {
    v: 1,
    session: sessionId,
    attempt: options.attempt ?? anAttempt(),
    at: options.now ?? Date.now(),
    card: { ...aCard, ...options.card },
    ...options.content,
  };
  return sealText(JSON.stringify(content), options.key ?? keyOf(running), options.header);
}

/** Addresses count their tries for an hour: each call comes from another one unless told. */
export function postCard(
  running: RunningProxy,
  sessionId: string,
  card: unknown,
  address = `10.${[...randomBytes(3)].join(".")}`,
): Promise<Answer> {
  return running.post(
    `/v1/checkout/${sessionId}/payments`,
    { method: "ottpay:CARD", card },
    { "x-forwarded-for": address },
  );
}

export async function payByCard(
  running: RunningProxy,
  { id }: { readonly id: string },
  options: SealOptions & { readonly address?: string } = {},
): Promise<Answer> {
  return postCard(running, id, await sealCard(running, id, options), options.address);
}

/** A proxy that takes cards, behind one that tells whose requests these are. */
export function runCardProxy({ env = {}, ...options }: RunOptions = {}): Promise<RunningProxy> {
  return runProxy({ ...options, env: { OTTPAY_CARD: "purchase", TRUST_PROXY: "1", ...env } });
}

/** Charges that the gateway took money for, of one session. */
export async function chargesOf(
  running: RunningProxy,
  { id }: { readonly id: string },
): Promise<readonly OttpayCharge[]> {
  const { payments } = await running.client.getSession(id);
  const numbers = new Set(payments.map(({ orderNumber }) => orderNumber));
  return running.sandbox.ottpay.charges().filter(({ orderId }) => numbers.has(orderId));
}
