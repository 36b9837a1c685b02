/** The session that a shop's request asks for, judged by what this proxy is configured to do. */
import { isLasting, type MethodFilter, type PaymentTerms } from "../../contract/contract.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Session } from "../ledger/ledger.ts";
import type { CustomerNeeds } from "../methods/customer-needs.ts";
import { assertType } from "../methods/method-type.ts";
import { assertAll, CheckoutError } from "../platform/errors.ts";
import { readExactAddress } from "../platform/exact-address.ts";
import { randomToken } from "../platform/random.ts";
import { currentRequest } from "../platform/request-context.ts";
import type { OriginPattern } from "../platform/origin-pattern.ts";
import { isSafeTarget, type UrlRules } from "../platform/safe-target.ts";
import type { Account } from "../providers/accounts.ts";
import type { SessionRequest } from "./session-request.ts";

const defaultSeconds = 3600;

export interface SessionRules extends UrlRules {
  /** Origins a shopper may be sent back to. */
  readonly returnOrigins: readonly OriginPattern[];
}

/** @throws CheckoutError for what only this proxy's configuration can judge */
export function newSession(
  context: Pick<FlowContext, "accounts" | "clock" | "random">,
  rules: SessionRules,
  needs: CustomerNeeds,
  body: SessionRequest,
): Session {
  const now = context.clock.now();
  const filter = toFilter(body);
  const account = context.accounts.choose(body.account, body.currency);
  if (account === undefined) {
    throw new CheckoutError("invalid_request", "there is no such account", { field: "account" });
  }
  assertAll([
    () => assertType(filter, account),
    () => assertServed(account, filter, needs, body),
    () => assertReturnUrl(body.returnUrl, "returnUrl", rules),
    () => assertReturnUrl(body.failureUrl, "failureUrl", rules),
  ]);
  return {
    id: `cs_${randomToken(context.random)}`,
    orderRef: body.orderRef,
    status: "open",
    amount: body.amount,
    currency: body.currency,
    account: account.id,
    description: body.description ?? null,
    locale: body.locale ?? null,
    returnUrl: toReturnUrl(body.returnUrl),
    failureUrl: toReturnUrl(body.failureUrl),
    customer: body.customer ?? null,
    filter,
    providers: body.providers ?? null,
    metadata: body.metadata ?? {},
    allowRepeat: body.allowRepeat ?? false,
    recentOnly: body.recentOnly ?? false,
    terms: toTerms(body),
    createdAt: now,
    expiresAt: now + (body.expiresInSeconds ?? defaultSeconds) * 1000,
    canceledAt: null,
    canceledBy: null,
    nextCheckAt: null,
    endedAt: null,
    erasedAt: null,
    traceparent: currentRequest()?.traceparent ?? null,
  };
}

/** A card that is to be kept asks for methods that can keep it, and only Ottu has those. */
function toFilter(body: SessionRequest): MethodFilter {
  const asked = { ...body.filter, currency: body.currency };
  if (body.paymentType === "auto_debit") return { ...asked, autoDebit: true };
  return body.paymentType === "save_card" ? { ...asked, tokenizable: true } : asked;
}

function toTerms({ paymentType, agreement, notifyCustomer }: SessionRequest): PaymentTerms | null {
  const terms: PaymentTerms = {
    ...(paymentType === undefined ? {} : { paymentType }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(notifyCustomer === undefined ? {} : { notifyCustomer }),
  };
  return Object.keys(terms).length === 0 ? null : terms;
}

/** @throws CheckoutError when no gateway of the account takes such a payment, or such a customer */
function assertServed(
  account: Account,
  filter: MethodFilter,
  needs: CustomerNeeds,
  body: SessionRequest,
): void {
  const nobodyTakes = `no configured gateway${inAccount(body)} takes ${body.currency}`;
  const serving = account.providers.filter(
    (provider) =>
      body.providers?.includes(provider.id) !== false &&
      provider.serves({ currency: body.currency }),
  );
  if (serving.length === 0) {
    throw new CheckoutError("currency_unsupported", nobodyTakes, { field: "currency" });
  }
  needs.assertMet(serving, body.customer);
  if (isLasting(body.paymentType) && !serving.some((provider) => provider.serves(filter))) {
    throw new CheckoutError(
      "invalid_request",
      `${nobodyTakes} with paymentType ${body.paymentType}`,
      { field: "paymentType" },
    );
  }
}

function inAccount({ account }: SessionRequest): string {
  return account === undefined ? "" : ` of account ${account}`;
}

/** As it was given, in ASCII. */
function toReturnUrl(text: string | undefined): string | null {
  return text === undefined ? null : (readExactAddress(text)?.text ?? null);
}

function assertReturnUrl(text: string | undefined, field: string, rules: SessionRules): void {
  if (text === undefined) return;
  const address = readExactAddress(text);
  if (address === null || !isSafeTarget(address.url, rules)) {
    throw new CheckoutError("return_url_not_allowed", `${field} must be an https address`, {
      field,
    });
  }
  if (!rules.returnOrigins.some((pattern) => pattern.matches(address.url.origin))) {
    throw new CheckoutError(
      "return_url_not_allowed",
      `the origin of ${field} is not among MERCHANT_ORIGINS or MERCHANT_RETURN_ORIGINS`,
      { field },
    );
  }
}
