/**
 * Opening a disclosure: what the older Payment Request API posts when a payment ended. There is no
 * quick way to ask about such an order, so the operator says what a disclosure is worth:
 * `signed` a valid signature settles · `query` none settles, the inquiry does · `path` that it came to
 * the order's unguessable address settles. Whatever does not settle is a hint, as the document's own
 * sample is, which carries no signature: it is kept, and worth a question. A signature that is there
 * and wrong is refused whatever the trust: it is a forgery, or a key that does not belong here. One
 * that may be that of another message, too, settles nothing.
 */
import { createHash } from "node:crypto";
import { emptyReport } from "../provider.ts";
import type { GatewayReport, KnownOrder, VerifiedNotification } from "../provider.ts";
import { readAmount } from "./amounts.ts";
import { readBankReferences } from "./bank-references.ts";
import { fingerprintOf, readMessage, unverified } from "./notification.ts";
import { isAmbiguous, verifyMessage } from "./signature.ts";
import type { SignatureScheme } from "./signature.ts";
import { isMoney, readDisclosure, withGatewayName } from "./wire-pos.ts";
import { signatureField } from "./wire-webhook.ts";
import type { Message } from "./wire-webhook.ts";

export type PosTrust = "signed" | "query" | "path";

interface Recipient {
  readonly webhookKeys: readonly string[];
  readonly signature: SignatureScheme | "auto";
}

/** @throws CheckoutError `notification_unverified` */
export function openDisclosure(
  body: Uint8Array,
  recipient: Recipient & { readonly trust: PosTrust },
  order: Pick<KnownOrder, "orderNumber">,
): VerifiedNotification {
  const { trust } = recipient;
  const message = readMessage(body);
  const scheme = verifiedScheme(message, recipient);
  const told = readDisclosure(message);
  if (scheme === null && Object.keys(told.facts).length === 0) {
    throw unverified("says nothing of a payment");
  }
  const amount = told.currency === null ? null : readAmount(told.amount, told.currency);
  const facts = { ...told.facts, signature_scheme: scheme ?? "none" };
  const evidence = scheme === null ? "path" : "signed";
  const report = toReport({ ...told, amount }, evidence);
  const references = readBankReferences(message);
  const signature = scheme === null ? "" : String(message[signatureField]);
  const counts = scheme !== null || trust === "path";
  const settles = counts && trust !== "query" && !isAmbiguous(withGatewayName(message));
  return {
    fingerprint: counts
      ? fingerprintOf(signature, scheme ?? "none", told.facts)
      : fingerprintOfHint(order, told),
    orderNumber: told.orderNumber,
    providerRef: null,
    claimedState: told.state,
    amount,
    currency: told.currency,
    fee: null,
    tip: null,
    // Of a hint that proves nothing no reference is kept: it would tell a second payment from a first.
    transactionRef: counts ? told.transactionRef : null,
    code: told.code,
    decides: settles && report !== null ? { evidence, report } : null,
    ...(references === undefined ? {} : { references }),
    facts,
  };
}

/** By what they claim alone: whoever learns the address would fill the ledger with others. */
function fingerprintOfHint(
  { orderNumber: addressee }: Pick<KnownOrder, "orderNumber">,
  { orderNumber, state }: Pick<ReturnType<typeof readDisclosure>, "orderNumber" | "state">,
): string {
  return createHash("sha256")
    .update(JSON.stringify(["hint", addressee, orderNumber, state]), "utf8")
    .digest("base64url");
}

/** Null where there is no signature at all. @throws CheckoutError where it is wrong */
function verifiedScheme(message: Message, recipient: Recipient): SignatureScheme | null {
  const signature = message[signatureField];
  if (signature === undefined || signature === null || signature === "") return null;
  if (typeof signature !== "string") throw unverified("carries a signature that is no text");
  for (const spelled of new Set([message, withGatewayName(message)])) {
    const { webhookKeys, signature: accepted } = recipient;
    const scheme = verifyMessage(spelled, signature, webhookKeys, accepted);
    if (scheme !== null) return scheme;
  }
  throw unverified("is not signed with one of our webhook keys");
}

/** Null where too much is missing to settle anything: then it only says that something happened. */
function toReport(
  told: Omit<ReturnType<typeof readDisclosure>, "facts">,
  evidence: "signed" | "path",
): GatewayReport | null {
  const { state, orderNumber, amount, currency, transactionRef } = told;
  if (state === null || state === "open" || orderNumber === null) return null;
  if (isMoney(state) && (amount === null || currency === null)) return null;
  if (evidence === "path" && transactionRef === null) return null;
  const { code } = told;
  return { ...emptyReport(state), amount, currency, transactionRef, code, orderNumber };
}
