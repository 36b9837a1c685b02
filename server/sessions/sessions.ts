/**
 * Sessions: what a shop asks to be paid. One order, one session: asking again for the same order
 * answers the unfinished session or takes its place, so that reloads and edited carts never make
 * two payable carts.
 */
import {
  isLasting,
  type CreateSessionRequest,
  type MethodFilter,
  type PaymentTerms,
  type ResolveRequest,
  type SessionRecord,
} from "../../contract/contract.ts";
import { canonicalAmount } from "../../contract/money.ts";
import type { SessionStatus } from "../../contract/vocabulary.ts";
import { createCustomerNeeds, type CustomerNeeds } from "../methods/customer-needs.ts";
import { CheckoutError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { hashIdempotencyKey } from "./idempotency.ts";
import { hashBody } from "../platform/stable-hash.ts";
import type { IdempotencyRow, Purchase, Payment, Session } from "../ledger/ledger.ts";
import { assertType } from "../methods/method-type.ts";
import type { Methods } from "../methods/methods.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { randomToken } from "../platform/random.ts";
import { iso, toSessionRecord } from "../rules/records.ts";
import type { OriginPattern } from "../platform/origin-pattern.ts";
import { isSafeTarget, type UrlRules } from "../platform/safe-target.ts";

/** With less left than this an unfinished session is not answered again. */
const nearlyOverMs = 120_000;
const defaultSeconds = 3600;

export interface SessionRules extends UrlRules {
  /** Origins a shopper may be sent back to. */
  readonly returnOrigins: readonly OriginPattern[];
}

export interface CreatedSession {
  readonly record: SessionRecord;
  /** False when an unfinished session of the same purchase was answered. */
  readonly created: boolean;
}

type Claim = Pick<IdempotencyRow, "key" | "bodyHash">;

export interface Sessions {
  create(
    body: CreateSessionRequest,
    caller: { apiKey: string; idempotencyKey: string | undefined },
  ): Promise<CreatedSession>;
  read(id: string): Promise<SessionRecord>;
  list(query: {
    orderRef?: string;
    status?: SessionStatus;
    from?: number;
  }): Promise<readonly SessionRecord[]>;
  cancel(id: string): Promise<SessionRecord>;
  resolve(id: string, decision: ResolveRequest): Promise<SessionRecord>;
}

export function createSessions(
  context: FlowContext,
  methods: Methods,
  rules: SessionRules,
): Sessions {
  const needs = createCustomerNeeds(context.logger);
  const toRecord = (session: Session, purchase: Purchase) =>
    toSessionRecord(session, purchase, (id) => context.urls.pay(id));

  async function read(id: string): Promise<SessionRecord> {
    const purchase = await context.ledger.readPurchase({ sessionId: id });
    const session = purchase?.sessions.find((candidate) => candidate.id === id);
    if (purchase === undefined || session === undefined) throw sessionNotFound();
    return toRecord(session, purchase);
  }

  async function make(body: CreateSessionRequest, claim?: Claim): Promise<CreatedSession> {
    const asked = toSession(context, rules, needs, body);
    const made = await context.ledger.decide({ orderRef: body.orderRef }, (purchase) => {
      const draft = draftOf(context, purchase);
      const session = takePlace(draft, purchase, asked);
      if (claim !== undefined) {
        const { createdAt } = asked;
        draft.keepIdempotency({ ...claim, sessionId: session.id, createdAt });
      }
      return draft.decision((after) => ({
        session,
        record: toRecord(draft.session(session.id), after),
        created: session.id === asked.id,
      }));
    });
    methods.prefetchRecent(made.session);
    context.wake();
    return { record: made.record, created: made.created };
  }

  /** What a request that was answered before is answered again; a key is as old as the session it made. */
  async function replay({ key, bodyHash }: Claim): Promise<CreatedSession | undefined> {
    const known = await context.ledger.findIdempotency(key);
    if (known === undefined) return undefined;
    assertSameBody(known.bodyHash, bodyHash);
    const purchase = await context.ledger.readPurchase({ sessionId: known.sessionId });
    const session = purchase?.sessions.find(({ id }) => id === known.sessionId);
    if (purchase === undefined || session === undefined) throw sessionNotFound();
    return { record: toRecord(session, purchase), created: session.createdAt === known.createdAt };
  }

  return {
    read,

    async create(body, { apiKey, idempotencyKey }) {
      if (idempotencyKey === undefined) return make(body);
      const key = hashIdempotencyKey(apiKey, idempotencyKey);
      const claim: Claim = { key, bodyHash: hashBody(body) };
      const known = await replay(claim);
      if (known !== undefined) return known;
      // Meanwhile the same request may have come first, elsewhere: its answer is the answer.
      try {
        const made = await make(body, claim);
        return made.created ? made : ((await replay(claim)) ?? made);
      } catch (error) {
        const raced = await replay(claim);
        if (raced !== undefined) return raced;
        throw error;
      }
    },

    async list(query) {
      const sessions = await context.ledger.listSessions({ ...query, limit: 100 });
      const orders = new Map<string, Purchase | undefined>();
      for (const { orderRef } of sessions) {
        if (!orders.has(orderRef))
          orders.set(orderRef, await context.ledger.readPurchase({ orderRef }));
      }
      return sessions.flatMap((session) => {
        const purchase = orders.get(session.orderRef);
        return purchase === undefined ? [] : [toRecord(session, purchase)];
      });
    },

    async cancel(id) {
      const record = await context.ledger.decide({ sessionId: id }, (purchase) => {
        const draft = draftOf(context, purchase);
        const session = draft.session(id);
        assertCancelable(session);
        if (session.canceledAt === null && session.status !== "expired") {
          draft.putSession({ ...session, canceledAt: draft.now, canceledBy: "shop" });
          draft.wantOpenOrdersClosed(id);
        }
        return draft.decision((after) => ({
          ...toRecord(draft.session(id), after),
          stillPayableUntil: stillPayableUntil(draft.paymentsOf(id), draft.now),
        }));
      });
      if (record === undefined) throw sessionNotFound();
      context.wake();
      return record;
    },

    async resolve(id, decision) {
      const record = await context.ledger.decide({ sessionId: id }, (purchase) => {
        const draft = draftOf(context, purchase);
        resolveReview(draft, id, decision);
        return draft.decision((after) => toRecord(draft.session(id), after));
      });
      if (record === undefined) throw sessionNotFound();
      context.wake();
      return record;
    },
  };
}

function sessionNotFound(): CheckoutError {
  return new CheckoutError("session_not_found", "there is no such session");
}

function assertSameBody(known: string, asked: string): void {
  if (known !== asked) {
    throw new CheckoutError(
      "idempotency_key_reused",
      "this Idempotency-Key was used with another body; use a new key for a new request",
    );
  }
}

/** @throws CheckoutError for what only this proxy's configuration can judge */
function toSession(
  context: FlowContext,
  rules: SessionRules,
  needs: CustomerNeeds,
  body: CreateSessionRequest,
): Session {
  const now = context.clock.now();
  const filter = toFilter(body);
  const account = context.accounts.choose(body.account, body.currency);
  if (account === undefined) {
    throw new CheckoutError("invalid_request", "there is no such account", { field: "account" });
  }
  assertType(filter, account);
  const serving = account.providers.filter(
    (provider) =>
      body.providers?.includes(provider.id) !== false &&
      provider.serves({ currency: body.currency }),
  );
  if (serving.length === 0) {
    throw new CheckoutError(
      "currency_unsupported",
      `no configured gateway${inAccount(body)} takes ${body.currency}`,
      {
        field: "currency",
      },
    );
  }
  needs.assertMet(serving, body.customer);
  if (isLasting(body.paymentType) && !serving.some((provider) => provider.serves(filter))) {
    throw new CheckoutError(
      "invalid_request",
      `no configured gateway${inAccount(body)} takes ${body.currency} with paymentType ${body.paymentType}`,
      { field: "paymentType" },
    );
  }
  return {
    id: `cs_${randomToken(context.random)}`,
    orderRef: body.orderRef,
    status: "open",
    amount: canonicalAmount(body.amount, body.currency),
    currency: body.currency,
    account: account.id,
    description: body.description ?? null,
    locale: body.locale ?? null,
    returnUrl: assertReturnUrl(body.returnUrl, "returnUrl", rules),
    failureUrl: assertReturnUrl(body.failureUrl, "failureUrl", rules),
    customer: body.customer ?? null,
    filter,
    providers: body.providers ?? null,
    metadata: body.metadata ?? {},
    allowRepeat: body.allowRepeat ?? false,
    terms: toTerms(body),
    createdAt: now,
    expiresAt: now + (body.expiresInSeconds ?? defaultSeconds) * 1000,
    canceledAt: null,
    canceledBy: null,
    nextCheckAt: null,
    endedAt: null,
    erasedAt: null,
  };
}

function inAccount({ account }: CreateSessionRequest): string {
  return account === undefined ? "" : ` of account ${account}`;
}

/** A card that is to be kept asks for methods that can keep it, and only Ottu has those. */
function toFilter(body: CreateSessionRequest): MethodFilter {
  const asked = { ...body.filter, currency: body.currency };
  if (body.paymentType === "auto_debit") return { ...asked, autoDebit: true };
  return body.paymentType === "save_card" ? { ...asked, tokenizable: true } : asked;
}

function toTerms({
  paymentType,
  agreement,
  notifyCustomer,
}: CreateSessionRequest): PaymentTerms | null {
  const terms: PaymentTerms = {
    ...(paymentType === undefined ? {} : { paymentType }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(notifyCustomer === undefined ? {} : { notifyCustomer }),
  };
  return Object.keys(terms).length === 0 ? null : terms;
}

function assertReturnUrl(
  text: string | undefined,
  field: string,
  rules: SessionRules,
): string | null {
  if (text === undefined) return null;
  const url = new URL(text);
  if (!isSafeTarget(url, rules)) {
    throw new CheckoutError("return_url_not_allowed", `${field} must be an https address`, {
      field,
    });
  }
  if (!rules.returnOrigins.some((pattern) => pattern.matches(url.origin))) {
    throw new CheckoutError(
      "return_url_not_allowed",
      `the origin of ${field} is not among MERCHANT_ORIGINS or MERCHANT_RETURN_ORIGINS`,
      { field },
    );
  }
  return url.href;
}

/** Answers the unfinished session of this purchase, or puts the asked one in its place. */
function takePlace(draft: PurchaseDraft, purchase: Purchase, asked: Session): Session {
  for (const session of purchase.sessions) assertRepeatable(session, asked.allowRepeat);
  const unfinished = purchase.sessions.filter(isUnfinished);
  const same = unfinished.find(
    (session) =>
      session.amount === asked.amount &&
      session.currency === asked.currency &&
      session.account === asked.account &&
      hasSameTerms(session, asked) &&
      session.expiresAt - draft.now >= nearlyOverMs,
  );
  for (const session of unfinished) {
    if (session === same) continue;
    draft.putSession({ ...session, canceledAt: draft.now, canceledBy: "superseded" });
    draft.wantOpenOrdersClosed(session.id);
  }
  const kept: Session =
    same === undefined
      ? asked
      : {
          ...same,
          returnUrl: asked.returnUrl,
          failureUrl: asked.failureUrl,
          locale: asked.locale,
          customer: asked.customer,
          metadata: asked.metadata,
          allowRepeat: same.allowRepeat || asked.allowRepeat,
          description: asked.description ?? same.description,
        };
  draft.putSession(kept);
  return kept;
}

/**
 * Whether an order made for one would do for the other. A link that is out already takes the money
 * at once or reserves it, and keeps the card for whom it was made: no later request changes that.
 */
function hasSameTerms(one: Session, other: Session): boolean {
  const terms = ({ terms, filter, customer }: Session) => [
    terms,
    filter.operation ?? "purchase",
    isLasting(terms?.paymentType) ? customer?.id : null,
  ];
  return hashBody(terms(one)) === hashBody(terms(other));
}

function isUnfinished(session: Session): boolean {
  return session.canceledAt === null && (session.status === "open" || session.status === "pending");
}

function assertRepeatable(session: Session, allowRepeat: boolean): void {
  if (session.status === "review") {
    throw new CheckoutError(
      "order_in_review",
      "a payment of this order is in review; resolve it first",
      {
        field: "orderRef",
      },
    );
  }
  if (allowRepeat) return;
  if (session.status === "paid" || session.status === "authorized") {
    throw new CheckoutError("order_paid", "this order has been paid already", {
      field: "orderRef",
    });
  }
}

function assertCancelable(session: Session): void {
  if (session.status === "paid" || session.status === "authorized") {
    throw new CheckoutError(
      "already_paid",
      "what is paid cannot be canceled; refund it at the gateway",
    );
  }
  if (session.status === "review") {
    throw new CheckoutError("order_in_review", "a payment is in review; resolve it first");
  }
}

function stillPayableUntil(payments: readonly Payment[], now: number): string | null {
  const ends = payments
    .filter((payment) => payment.status === "pending" && payment.handedOutAt !== null)
    .map((payment) => payment.expiresAt ?? 0)
    .filter((end) => end > now);
  return ends.length === 0 ? null : iso(Math.max(...ends));
}

/** @throws CheckoutError `payment_not_found`, `nothing_to_resolve` */
function resolveReview(draft: PurchaseDraft, sessionId: string, decision: ResolveRequest): void {
  const payment = draft
    .paymentsOf(sessionId)
    .find((candidate) => candidate.id === decision.payment);
  if (payment === undefined) {
    throw new CheckoutError("payment_not_found", "this session has no such payment", {
      field: "payment",
    });
  }
  if (payment.status !== "review") {
    throw new CheckoutError("nothing_to_resolve", "this payment is not in review");
  }
  draft.putPayment({
    ...payment,
    status: decision.as,
    reason: "resolved",
    evidence: decision.as === "paid" ? "shop" : payment.evidence,
    endedAt: draft.now,
  });
  draft.note(payment.id, `resolved as ${decision.as}: ${decision.note}`, "shop");
  if (decision.as === "failed") {
    draft.announce("payment.failed", sessionId, payment.id, { reason: "resolved" });
  }
}
