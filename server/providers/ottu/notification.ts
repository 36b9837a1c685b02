/**
 * Opening what Ottu posts to us. The body is taken by its content, JSON or a form, whatever the
 * header says; without a signature by one of our keys nothing of it is used.
 */
import { createHash } from "node:crypto";
import { CheckoutError } from "../../platform/errors.ts";
import type { VerifiedNotification } from "../provider.ts";
import { readAmount } from "./amounts.ts";
import { readBankReferences } from "./bank-references.ts";
import { parseExactJson } from "../exact-json.ts";
import { readGatewayResponse } from "./gateway-response.ts";
import { verifyMessage } from "./signature.ts";
import type { SignatureScheme } from "./signature.ts";
import { isSigned, readNotification, sessionIdField, signatureField } from "./wire-webhook.ts";
import type { Message } from "./wire-webhook.ts";

interface Recipient {
  readonly webhookKeys: readonly string[];
  readonly signature: SignatureScheme | "auto";
}

/** @throws CheckoutError `notification_unverified` */
export function openNotification(body: Uint8Array, recipient: Recipient): VerifiedNotification {
  const message = readMessage(body);
  const signature = message[signatureField];
  if (typeof signature !== "string") throw unverified("carries no signature");
  const scheme = verifyMessage(message, signature, recipient.webhookKeys, recipient.signature);
  if (scheme === null) throw unverified("is not signed with one of our webhook keys");
  const told = readNotification(message);
  const { currency } = told;
  const facts = { ...told.facts, signature_scheme: scheme };
  const references = readBankReferences(message);
  return {
    fingerprint: fingerprintOf(signature, scheme, told.facts),
    orderNumber: told.orderNumber,
    providerRef: told.sessionId,
    claimedState: told.state,
    amount: currency === null ? null : readAmount(told.amount, currency),
    currency,
    fee: currency === null ? null : readAmount(told.fee, currency),
    tip: null,
    transactionRef: told.transactionRef,
    code: told.code,
    decides: null,
    ...(references === undefined ? {} : { references }),
    facts,
  };
}

export function readMessage(body: Uint8Array): Message {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body).trim();
    const message = text.startsWith("{")
      ? parseExactJson(text)
      : Object.fromEntries(new URLSearchParams(text));
    const response = readGatewayResponse(message as Message);
    return { ...(message as Message), ...(response && { gateway_response: response }) };
  } catch {
    throw unverified("cannot be read");
  }
}

/**
 * Over what the signature covers, so that a copy with other unsigned fields is the same message; and
 * over the session id, which V1 leaves out: a copy with another one, sent first, would otherwise make
 * the genuine message look like a replay. The signature alone is not enough: V1 joins names and
 * values without a separator, so one signature can be that of several contents.
 */
export function fingerprintOf(
  signature: string,
  scheme: SignatureScheme | "none",
  facts: Readonly<Record<string, string>>,
): string {
  const content = Object.entries(facts)
    .filter(([name]) => name === sessionIdField || isSigned(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([scheme, signature.toLowerCase(), content]), "utf8")
    .digest("base64url");
}

export function unverified(why: string): CheckoutError {
  return new CheckoutError("notification_unverified", `the notification ${why}`);
}
