/**
 * Opens what the card form sealed. The card exists in the returned object alone: no error here
 * carries a cause, quotes a value or names more than the field that has to be mended.
 */
import { compactDecrypt, importJWK } from "jose";
import { z } from "zod";
import type { CardKeys } from "./keys.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { Card, Street } from "../providers/provider.ts";

export interface OpenedCard {
  /** Random, one for each press of Pay. */
  readonly attempt: string;
  /** Without a street where the form did not ask for one. */
  readonly card: Card;
}

/** How old a sealed card may be, and how wrong the shopper's clock. */
const freshMs = 10 * 60_000;

const printable = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/u;
const text = (max: number) => z.string().trim().min(1).max(max).regex(printable);

const card = z.strictObject({
  number: z.string().regex(/^[0-9]{12,19}$/),
  name: text(64),
  expiry: z.string().regex(/^(0[1-9]|1[0-2])[0-9]{2}$/),
  cvv: z.string().regex(/^[0-9]{3,4}$/),
  address: text(64).exactOptional(),
  city: text(40).exactOptional(),
  province: text(40).exactOptional(),
  postalCode: text(12),
  country: z.string().regex(/^[A-Z]{2}$/),
});

const content = z.strictObject({
  v: z.literal(1),
  session: z.string().max(80),
  attempt: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
  at: z.number(),
  card,
});

/** @throws CheckoutError `card_invalid`: `field` is `card` when the form has to be loaded again */
export async function openSealedCard(
  jwe: string,
  sessionId: string,
  keys: CardKeys,
  now: number,
): Promise<OpenedCard> {
  const parsed = content.safeParse(await open(jwe, keys));
  if (!parsed.success) {
    const [where, field] = parsed.error.issues[0]?.path ?? [];
    throw where === "card" && typeof field === "string" ? wrongField(field) : reload();
  }
  const { session, attempt, at, card } = parsed.data;
  if (session !== sessionId || Math.abs(now - at) > freshMs) throw reload();
  const missing = missingOfStreet(card);
  if (missing !== undefined) throw wrongField(missing);
  const brand = brandOf(card.number);
  if (brand === undefined || !passesLuhn(card.number)) throw wrongField("number");
  if (isPast(card.expiry, now)) throw wrongField("expiry");
  return { attempt, card: { ...card, brand } };
}

/** A street is typed whole or not at all: no part of it belongs to another's. */
function missingOfStreet(card: Partial<Street>): keyof Street | undefined {
  const parts = ["address", "city", "province"] as const;
  const missing = parts.filter((part) => card[part] === undefined);
  return missing.length === parts.length ? undefined : missing[0];
}

async function open(jwe: string, keys: CardKeys): Promise<unknown> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(
      jwe,
      ({ kid, typ, zip }) => {
        const key = kid === undefined ? undefined : keys.find(kid);
        if (key === undefined || typ !== "card+jwe" || zip !== undefined) throw reload();
        return importJWK(key, "ECDH-ES");
      },
      {
        keyManagementAlgorithms: ["ECDH-ES"],
        contentEncryptionAlgorithms: ["A256GCM"],
      },
    );
    if (protectedHeader.typ !== "card+jwe") throw reload();
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
  } catch {
    throw reload();
  }
}

function brandOf(number: string): Card["brand"] | undefined {
  if (/^4([0-9]{12}|[0-9]{15}|[0-9]{18})$/.test(number)) return "VISA";
  const prefix = Number(number.slice(0, 4));
  const isMastercard = (prefix >= 5100 && prefix <= 5599) || (prefix >= 2221 && prefix <= 2720);
  return isMastercard && number.length === 16 ? "MC" : undefined;
}

function passesLuhn(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** A card is good to the end of its month, wherever on earth that ends last. */
function isPast(expiry: string, now: number): boolean {
  const month = Number(expiry.slice(0, 2));
  const year = 2000 + Number(expiry.slice(2));
  return now >= Date.UTC(year, month, 1, 12);
}

function wrongField(field: string): CheckoutError {
  return new CheckoutError("card_invalid", `this card's ${field} is not right`, {
    field: `card.${field}`,
  });
}

function reload(): CheckoutError {
  return new CheckoutError("card_invalid", "the card form cannot be used any more; load it again", {
    field: "card",
  });
}
