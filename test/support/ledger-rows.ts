/** Rows for ledgers under test: whole, valid and unlike each other, with what matters spelled out. */
import { fact, type PaymentFact } from "../../contract/facts.ts";
import { randomBytes } from "node:crypto";
import type {
  HistoryEntry,
  NewEvent,
  NotificationRow,
  Payment,
  Session,
} from "../../server/ledger/ledger.ts";

/** Where payments are made unless a test says otherwise. */
export const ottu = { provider: "ottu", account: "default" } as const;

const start = Date.UTC(2026, 0, 2, 3, 4, 5);

const token = () => randomBytes(18).toString("base64url");

export function newSession(of: Partial<Session> = {}): Session {
  return {
    id: `cs_${token()}`,
    orderRef: `W-${token()}`,
    status: "open",
    amount: "12.750",
    currency: "KWD",
    account: "default",
    description: null,
    locale: null,
    returnUrl: null,
    failureUrl: null,
    customer: null,
    filter: { currency: "KWD" },
    providers: null,
    metadata: {},
    allowRepeat: false,
    recentOnly: false,
    terms: null,
    createdAt: start,
    expiresAt: start + 3_600_000,
    canceledAt: null,
    canceledBy: null,
    nextCheckAt: null,
    endedAt: null,
    erasedAt: null,
    traceparent: null,
    ...of,
  };
}

export function newPayment(session: Session, of: Partial<Payment> = {}): Payment {
  return {
    id: `pay_${token()}`,
    sessionId: session.id,
    orderRef: session.orderRef,
    kind: "link",
    provider: "ottu",
    account: session.account,
    method: "knet-main",
    status: "created",
    reason: null,
    amount: session.amount,
    currency: session.currency,
    chargedAmount: null,
    chargedCurrency: null,
    fee: null,
    discrepancy: null,
    evidence: null,
    orderNumber: `${session.orderRef}-${token()}`,
    providerRef: null,
    transactionRef: null,
    bankReferences: null,
    link: null,
    charges: {},
    codes: ["knet-main"],
    test: false,
    orphan: false,
    notifyToken: token(),
    returnToken: token(),
    leaseToken: null,
    leaseUntil: null,
    createdAt: session.createdAt,
    expiresAt: null,
    handedOutAt: null,
    attemptDeclined: false,
    statedFee: null,
    statedTip: null,
    endedAt: null,
    askedAfterEndAt: null,
    lastAskedAt: null,
    closeWanted: false,
    nextAskAt: null,
    plannedAt: null,
    askPlan: { plan: "watch", step: 0 },
    askLeaseUntil: null,
    ...of,
  };
}

export function newHistory(payment: Payment, said: PaymentFact = fact("paid")): HistoryEntry {
  return { paymentId: payment.id, at: payment.createdAt, via: "reconciler", ...said };
}

export function newEvent(session: Session, of: Partial<NewEvent> = {}): NewEvent {
  return {
    id: `evt_${token()}`,
    type: "checkout.paid",
    at: session.createdAt,
    sessionId: session.id,
    paymentId: null,
    payload: {
      session: {
        id: session.id,
        status: session.status,
        amount: session.amount,
        currency: session.currency,
        orderRef: session.orderRef,
        description: session.description,
        locale: session.locale,
        account: session.account,
        metadata: { ...session.metadata },
        customer: session.customer,
        returnUrl: session.returnUrl,
        failureUrl: session.failureUrl,
        createdAt: new Date(session.createdAt).toISOString(),
        expiresAt: new Date(session.expiresAt).toISOString(),
        url: `https://pay.shop.example/pay/${session.id}`,
        payments: [],
      },
      payment: null,
    },
    ...of,
  };
}

export function newNotification(
  payment: Payment,
  of: Partial<NotificationRow> = {},
): NotificationRow {
  return {
    fingerprint: token(),
    paymentId: payment.id,
    provider: payment.provider,
    receivedAt: payment.createdAt,
    matched: true,
    facts: {},
    ...of,
  };
}
