/**
 * OTT Pay's call-back. It proves no more than that somebody who knows the sign key once sealed this
 * content: the result code is outside the seal and a captured message can be replayed. So the claim
 * is a hint, and equal content has an equal fingerprint however it is wrapped.
 *
 * How the body is encoded is not documented in one voice: it is parsed by content, JSON, Base64 of
 * it, or a form.
 */
import { createHash } from "node:crypto";
import { currencyExponent } from "../../../contract/money.ts";
import { CheckoutError } from "../../platform/errors.ts";
import type { VerifiedNotification } from "../provider.ts";
import { fromCents } from "./cents.ts";
import { EnvelopeError, openEnvelope } from "./envelope.ts";
import type { Envelope, OpenedFields } from "./envelope.ts";
import { readOuter } from "./outer-level.ts";
import { readMessage } from "./wire.ts";
import type { Message } from "./wire.ts";
import { readCallback } from "./wire-callback.ts";
import { verdictOf, vetoesSuccess } from "./wire-codes.ts";

interface Recipient {
  readonly merchantId: string;
  readonly signKeys: readonly string[];
  readonly currencies: readonly string[];
}

const longestBody = 64 * 1024;

/** @throws CheckoutError `notification_unverified` */
export function openCallback(body: Uint8Array, recipient: Recipient): VerifiedNotification {
  const message = readBody(body);
  if (message?.envelope === undefined) throw unverified("has no data or no md5");
  const fields = openSealed(message.envelope, recipient.signKeys);
  const told = readCallback(fields);
  for (const merchantId of [message.merchantId, told.merchantId]) {
    if (merchantId !== undefined && merchantId !== recipient.merchantId) {
      throw unverified("is for another merchant");
    }
  }
  const currency = told.currency ?? impliedCurrency(recipient.currencies);
  const decimal = (cents: string | undefined) =>
    currency === null ? null : fromCents(cents, currency);
  return {
    fingerprint: fingerprintOf(message.envelope, fields),
    orderNumber: told.orderNumber ?? null,
    providerRef: told.prepayId ?? null,
    claimedState: claimsPaid(message, told) ? "paid" : null,
    amount: decimal(told.amountCents),
    currency: told.currency,
    fee: decimal(told.feeCents),
    tip: decimal(told.tipCents),
    transactionRef: told.transactionRef ?? null,
    code: null,
    decides: null,
    ...(told.references === undefined ? {} : { references: told.references }),
    facts: told.facts,
  };
}

function readBody(body: Uint8Array): Message | undefined {
  if (body.byteLength > longestBody) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body).trim();
    return readMessage(readOuter(text) ?? parseForm(text));
  } catch {
    return undefined;
  }
}

/** A sender that does not escape base64's `+` turns it into a space; base64 itself has none. */
function parseForm(text: string): unknown {
  const form = Object.fromEntries(new URLSearchParams(text));
  return { ...form, data: form["data"]?.replaceAll(" ", "+") };
}

function openSealed(envelope: Envelope, signKeys: readonly string[]): OpenedFields {
  try {
    return openEnvelope(envelope, signKeys);
  } catch (error) {
    if (error instanceof EnvelopeError) throw unverified("does not open with our sign key");
    throw error;
  }
}

/** A failure of OTT Pay's list vetoes; another word counts as nothing where a status is sealed beside it. */
function claimsPaid(message: Message, told: ReturnType<typeof readCallback>): boolean {
  if (vetoesSuccess(message.code) || vetoesSuccess(told.code)) return false;
  if (told.state !== undefined) return told.state === "paid";
  return message.code !== undefined && verdictOf(message.code) === "success";
}

/** A call-back names no currency. Where all of ours have the same decimals, cents can be read. */
function impliedCurrency(currencies: readonly string[]): string | null {
  const [first] = currencies;
  if (first === undefined) return null;
  const digits = currencyExponent(first);
  return currencies.every((other) => currencyExponent(other) === digits) ? first : null;
}

function fingerprintOf(envelope: Envelope, fields: OpenedFields): string {
  const content = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([envelope.md5.toUpperCase(), content]), "utf8")
    .digest("base64url");
}

function unverified(why: string): CheckoutError {
  return new CheckoutError("notification_unverified", `the notification ${why}`);
}
