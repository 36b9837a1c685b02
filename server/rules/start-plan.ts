/**
 * What a start does next, judged under the order's lock: hand out the live order again, wait for
 * whoever is making one, ask about one that is ending, close one that does not carry the chosen
 * method, or commit the row of a new one.
 */
import { isConfirming, openPlan } from "./ask-schedule.ts";
import { isDirectCharge } from "./direct-charge.ts";
import { CheckoutError } from "../platform/errors.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import { newPayment, type PaymentNames } from "./new-payment.ts";
import { abandon } from "./order-creation.ts";
import type { PurchaseDraft } from "./purchase-draft.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import { methodId } from "./records.ts";
import { endGraceMs, isOverdue } from "./payment-state.ts";

export interface Wanted {
  readonly provider: PaymentProvider;
  readonly code: string;
  readonly test: boolean;
  /** All codes the provider offers for the session, the chosen one first. */
  readonly codes: readonly string[];
}

export interface StartState {
  readonly wanted: Wanted;
  /** Of the order to be made, should that be the step. */
  readonly names: PaymentNames;
  /** Ids of the payments that this start already asked about or closed. */
  readonly handled: ReadonlySet<string>;
}

export type StartStep =
  | { readonly kind: "reuse" | "ask" | "close" | "create"; readonly payment: Payment }
  | { readonly kind: "wait" };

/** An order is handed out again only with this much time left. */
const reusableMs = 60_000;

/** @throws CheckoutError `order_ending` while an order may still be paid and must not get a successor */
export function planStart(draft: PurchaseDraft, session: Session, start: StartState): StartStep {
  const { wanted, handled } = start;
  const mine = draft
    .paymentsOf(session.id)
    .filter(
      (payment) =>
        payment.provider === wanted.provider.id &&
        payment.account === session.account &&
        !isDirectCharge(payment),
    );
  const making = mine.find((payment) => payment.status === "created" && !payment.orphan);
  if (making !== undefined) {
    if ((making.leaseUntil ?? 0) > draft.now) return { kind: "wait" };
    abandon(draft, wanted.provider, making.id, "start");
  }
  const live = mine.find(
    (payment) =>
      payment.status === "pending" &&
      payment.handedOutAt !== null &&
      // When asking gives no word of success then, none is waited for.
      !(handled.has(payment.id) && isOverdue(payment, draft.now)),
  );
  if (live !== undefined) return planLive(draft, live, wanted, handled.has(live.id));
  assertAnotherOrder(draft, session);
  return { kind: "create", payment: begin(draft, session, start) };
}

/** Whoever needs more plays: each would be asked about for days, and fill the purchase's record. */
const mostOrders = 40;

function assertAnotherOrder(draft: PurchaseDraft, session: Session): void {
  if (draft.paymentsOf(session.id).length < mostOrders) return;
  throw new CheckoutError(
    "too_many_attempts",
    "too many payments were tried for this session; ask the shop for a new one",
  );
}

function planLive(
  draft: PurchaseDraft,
  live: Payment,
  wanted: Wanted,
  handled: boolean,
): StartStep {
  const { createdAt, expiresAt } = live;
  const leftMs = expiresAt === null ? 0 : timeLeftMs({ createdAt, expiresAt }, draft.now);
  const hasTime = leftMs >= reusableMs;
  if (hasTime && live.codes.includes(wanted.code) && !live.closeWanted) {
    // The gateway said that something happened and has not been asked since: it may have ended.
    if (isConfirming(live) && !handled) return { kind: "ask", payment: live };
    const chosen: Payment = {
      ...live,
      method: wanted.code,
      test: wanted.test,
      handedOutAt: draft.now,
      attemptDeclined: false,
    };
    if (live.method !== wanted.code) {
      draft.noteOnce(live.id, { fact: "method_chosen", data: { code: wanted.code } }, "shopper");
    }
    draft.putPayment(chosen);
    return { kind: "reuse", payment: chosen };
  }
  if (!handled) return { kind: hasTime ? "close" : "ask", payment: live };
  if (hasTime && !live.closeWanted) throw cannotChange(live);
  throw new CheckoutError(
    "order_ending",
    "the last attempt is still ending at the gateway; try again shortly",
    {
      retryAfterSeconds: Math.max(1, Math.min(60, Math.ceil((leftMs + endGraceMs) / 1000))),
    },
  );
}

/** Soon again: the gateway may let go of it, or say what became of it, at any moment. */
const changeAgainSeconds = 15;

function cannotChange(live: Payment): CheckoutError {
  return new CheckoutError(
    "order_ending",
    `the attempt with ${methodId(live)} cannot be ended at the gateway just now; go on with that method, or try another shortly`,
    { retryAfterSeconds: changeAgainSeconds },
  );
}

function begin(draft: PurchaseDraft, session: Session, { wanted, names }: StartState): Payment {
  const secondsLeft = Math.floor(timeLeftMs(session, draft.now) / 1000);
  const payment = newPayment(session, draft.now, names, {
    kind: "link",
    provider: wanted.provider.id,
    method: wanted.code,
    status: "created",
    codes: wanted.codes,
    test: wanted.test,
    providerRef: null,
    // Until the gateway says otherwise it may be payable as long as an order can be asked to live.
    expiresAt: draft.now + wanted.provider.orderSeconds(secondsLeft) * 1000,
    handedOutAt: null,
    askPlan: openPlan,
  });
  draft.putPayment(payment);
  const { orderNumber } = payment;
  draft.note(payment.id, { fact: "order_begun", data: { orderNumber } }, "shopper");
  return payment;
}
