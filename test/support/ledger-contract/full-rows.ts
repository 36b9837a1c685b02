/** Rows in which no column holds what a new row holds. */
import type { Payment, Session } from "../../../server/ledger/ledger.ts";
import { newPayment, newSession } from "../ledger-rows.ts";

export function fullSession(): Session {
  return newSession({
    status: "canceled",
    description: "Two cups, “blue”",
    locale: "ar-KW",
    returnUrl: "https://shop.example/done",
    failureUrl: "https://shop.example/again",
    customer: { id: "c-1", email: "a@shop.example", address: { city: "Kuwait" } },
    filter: { currency: "KWD", pgNames: ["kpay", "mpgs"], tokenizable: false },
    providers: ["ottu"],
    metadata: { cart: "17", "": "empty key" },
    allowRepeat: true,
    recentOnly: true,
    canceledAt: 1_767_000_000_001,
    canceledBy: "superseded",
    nextCheckAt: 1_767_000_000_002,
    endedAt: 1_767_000_000_003,
    erasedAt: 1_767_000_000_004,
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  });
}

export function fullPayment(session: Session): Payment {
  return newPayment(session, {
    kind: "charge",
    status: "paid",
    reason: "refunded",
    chargedAmount: "99999999999999.999",
    chargedCurrency: "SAR",
    fee: "0.150",
    discrepancy: "over",
    providerRef: "ref-1",
    transactionRef: "tx-1",
    bankReferences: { of: "money", named: { ref: "603418", auth: "B52041" } },
    link: "https://pay.example/1",
    charges: {
      "knet-main": {
        amount: "12.900",
        currency: "KWD",
        fee: "0.150",
        feeDescription: "Gebühr",
        url: null,
      },
    },
    codes: ["knet-main", "tap"],
    test: true,
    orphan: true,
    leaseToken: "lease",
    leaseUntil: 1_767_000_000_005,
    expiresAt: 1_767_000_000_006,
    handedOutAt: 1_767_000_000_007,
    attemptDeclined: true,
    statedFee: "0.100",
    statedTip: "0.050",
    endedAt: 1_767_000_000_008,
    askedAfterEndAt: 1_767_000_000_009,
    lastAskedAt: 1_767_000_000_010,
    closeWanted: true,
    nextAskAt: 1_767_000_000_011,
    plannedAt: 1_767_000_000_013,
    askPlan: { plan: "watch", step: 3 },
    askLeaseUntil: 1_767_000_000_012,
  });
}
