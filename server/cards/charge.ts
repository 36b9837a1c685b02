/**
 * Charging a card. The payment's row is committed before the card is sent and carries an id that
 * follows from the attempt, so that whatever is repeated, here or at another instance, is the same
 * charge. Sent once: what is not known afterwards is asked for, by us, by the reconciler, by whoever
 * comes after a process that was killed, and until it is known no other card of the order is sent.
 */
import type { ChargedPayment, StartPaymentRequest } from "../../contract/contract.ts";
import { askSoon } from "../rules/ask-schedule.ts";
import {
  assertAnotherAttempt,
  assertStartable,
  paymentIdOf,
  toCharged,
  toPayment,
  type Charging,
} from "./attempt.ts";
import type { CardKeys } from "./keys.ts";
import type { CardLimits } from "./limits.ts";
import type { Confirmation } from "../confirmation/confirmation.ts";
import { applyReport } from "../rules/apply-report.ts";
import { createDeadline, type Deadline } from "../platform/deadline.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Purchase, Payment, Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { toClientError } from "../payments/create-order.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { askLiveOrders } from "../confirmation/ask-live-orders.ts";
import type { Card, GatewayReport, PaymentProvider } from "../providers/provider.ts";
import { randomToken } from "../platform/random.ts";
import { openSealedCard } from "./sealed-card.ts";

/** One charge has this long in all. */
const chargeMs = 9_500;
const lookAgainMs = 100;

export interface CardPayments {
  /** What card forms seal with. */
  readonly keys: CardKeys;
  /**
   * Safe to repeat: the same sealed card is one charge and one answer.
   * @param address of the client
   * @throws CheckoutError
   */
  charge(
    sessionId: string,
    request: StartPaymentRequest & { readonly card: string },
    address: string,
  ): Promise<ChargedPayment>;
}

export function createCardPayments(
  context: FlowContext,
  methods: Methods,
  confirmation: Confirmation,
  keys: CardKeys,
  limits: CardLimits,
): CardPayments {
  return {
    keys,
    async charge(sessionId, request, address) {
      const { session } = await readSession(context, sessionId);
      const { attempt, card } = await openSealedCard(
        request.card,
        sessionId,
        keys,
        context.clock.now(),
      );
      const paymentId = paymentIdOf(sessionId, attempt);
      const deadline = createDeadline(context.clock, chargeMs);
      const flow = new CardCharge(context, methods, confirmation, limits, deadline);
      try {
        return toCharged(await flow.run(session, request.method, paymentId, card, address));
      } finally {
        deadline.release();
      }
    },
  };
}

class CardCharge {
  readonly #context: FlowContext;
  readonly #methods: Methods;
  readonly #confirmation: Confirmation;
  readonly #limits: CardLimits;
  readonly #deadline: Deadline;

  constructor(
    context: FlowContext,
    methods: Methods,
    confirmation: Confirmation,
    limits: CardLimits,
    deadline: Deadline,
  ) {
    this.#context = context;
    this.#methods = methods;
    this.#confirmation = confirmation;
    this.#limits = limits;
    this.#deadline = deadline;
  }

  async run(
    session: Session,
    method: string,
    paymentId: string,
    card: Card,
    address: string,
  ): Promise<Payment> {
    const { purchase } = await readSession(this.#context, session.id);
    if (has(purchase, paymentId)) return this.#settled(paymentId);
    assertStartable(purchase, session, this.#context.clock.now());
    const charging = await this.#charging(session, method);
    const concerns = () => true;
    await askLiveOrders(this.#confirmation, this.#deadline, {
      purchase,
      sessionId: session.id,
      now: this.#context.clock.now(),
      concerns,
    });
    const { purchase: asked } = await readSession(this.#context, session.id);
    if (has(asked, paymentId)) return this.#settled(paymentId);
    assertAnotherAttempt(asked, session);
    await this.#limits.admit(session.account, address);
    const begun = await this.#begin(session, charging, paymentId);
    return begun === undefined ? this.#settled(paymentId) : this.#send(begun, charging, card);
  }

  /** What the session's list knows the chosen method as. */
  async #charging(session: Session, methodId: string): Promise<Charging> {
    const [providerId] = methodId.split(":", 1);
    const listed = await this.#methods.forSession(session, providerId);
    const method = listed.methods.find(({ id }) => id === methodId);
    const provider = listed.providers.find(({ id }) => id === providerId);
    if (method === undefined || provider === undefined) {
      throw new CheckoutError(
        "method_unavailable",
        "this method is not available for this payment",
        { field: "method" },
      );
    }
    const { cards } = provider;
    if (cards?.code !== method.code) {
      throw new CheckoutError("invalid_request", "card: this method takes no card", {
        field: "card",
      });
    }
    return { provider, cards, test: method.test };
  }

  /** Commits the row of the charge; undefined when another request did. */
  async #begin(
    session: Session,
    charging: Charging,
    paymentId: string,
  ): Promise<Payment | undefined> {
    const tokens = {
      orderNumber: charging.cards.createOrderNumber(),
      notifyToken: randomToken(this.#context.random),
      returnToken: randomToken(this.#context.random),
      leaseToken: randomToken(this.#context.random),
    };
    return this.#context.ledger.decide({ sessionId: session.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      if (has(purchase, paymentId)) return draft.decision(() => undefined);
      const current = draft.session(session.id);
      assertStartable(purchase, current, draft.now);
      assertAnotherAttempt(purchase, current);
      const payment = toPayment(draft.now, current, charging, { ...tokens, paymentId });
      draft.putPayment(payment);
      const { orderNumber } = payment;
      draft.note(paymentId, { fact: "charge_begun", data: { orderNumber } }, "shopper");
      return draft.decision(() => payment);
    });
  }

  async #send(payment: Payment, { provider, cards }: Charging, card: Card): Promise<Payment> {
    const { orderNumber, amount, currency } = payment;
    // Who was held up for so long sends nothing any more: the row may have been ended meanwhile.
    if (this.#deadline.remaining() === 0) {
      await this.#end(payment, "late");
      throw new CheckoutError("gateway_timeout", "this took too long; try again");
    }
    try {
      const report = await callGateway(this.#context, provider, "charge", () =>
        cards.charge({ orderNumber, amount, currency, card }, this.#deadline.signal()),
      );
      return await this.#apply(payment, provider, report);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.outcome === "unknown") return await this.#leaveOpen(payment);
      await this.#end(payment, error.gatewayCode ?? error.failure);
      throw toClientError(error);
    }
  }

  async #apply(
    payment: Payment,
    provider: PaymentProvider,
    report: GatewayReport,
  ): Promise<Payment> {
    const after = await this.#decide(payment, (draft) => {
      const isOurs = applyReport(draft, provider, payment.id, {
        report,
        via: "shopper",
        evidence: "response",
      });
      const row = release(draft.payment(payment.id));
      const isOpen = row.status === "pending";
      if (!isOurs || isOpen) {
        const why = "not_decided";
        draft.note(payment.id, { fact: "charge_undecided", data: { why } }, "shopper");
      }
      draft.putPayment({
        ...row,
        reason: row.status === "failed" ? (row.reason ?? "declined") : row.reason,
        ...(isOpen ? askSoon({ lastAskedAt: null }, draft.now) : {}),
      });
    });
    if (after.status !== "pending") {
      this.#limits.record(payment.account, after.status === "failed");
      this.#context.metrics.settled(payment.provider, after.status);
    }
    return after;
  }

  #leaveOpen(payment: Payment): Promise<Payment> {
    return this.#decide(payment, (draft) => {
      const row = release(draft.payment(payment.id));
      draft.putPayment(
        row.status === "pending" ? { ...row, ...askSoon({ lastAskedAt: null }, draft.now) } : row,
      );
      draft.note(payment.id, { fact: "charge_undecided", data: { why: "no_answer" } }, "shopper");
    });
  }

  /** Certainly nothing was charged: not an attempt of the shopper's. */
  #end(payment: Payment, reason: string): Promise<Payment> {
    return this.#decide(payment, (draft) => {
      const row = release(draft.payment(payment.id));
      draft.putPayment({
        ...row,
        status: "failed",
        reason,
        handedOutAt: null,
        endedAt: draft.now,
        nextAskAt: null,
      });
      draft.note(payment.id, { fact: "charge_not_made", data: { reason } }, "shopper");
    });
  }

  async #decide(payment: Payment, change: (draft: PurchaseDraft) => void): Promise<Payment> {
    const after = await this.#context.ledger.decide({ paymentId: payment.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      change(draft);
      return draft.decision(() => draft.payment(payment.id));
    });
    this.#context.wake();
    if (after === undefined) throw new Error("a payment is never deleted");
    return after;
  }

  /** The same attempt again: waits for whoever is sending it. */
  async #settled(paymentId: string): Promise<Payment> {
    for (;;) {
      const purchase = await this.#context.ledger.readPurchase({ paymentId });
      const payment = purchase?.payments.find(({ id }) => id === paymentId);
      if (payment === undefined) throw new Error("a payment is never deleted");
      const isSent = payment.leaseUntil === null || payment.leaseUntil <= this.#context.clock.now();
      if (isSent || this.#deadline.remaining() === 0) return payment;
      await this.#context.clock.wait(Math.min(lookAgainMs, this.#deadline.remaining()));
    }
  }
}

async function readSession(
  context: FlowContext,
  sessionId: string,
): Promise<{ purchase: Purchase; session: Session }> {
  const purchase = await context.ledger.readPurchase({ sessionId });
  const session = purchase?.sessions.find(({ id }) => id === sessionId);
  if (purchase === undefined || session === undefined) {
    throw new CheckoutError("session_not_found", "there is no such session");
  }
  return { purchase, session };
}

function has({ payments }: Purchase, paymentId: string): boolean {
  return payments.some(({ id }) => id === paymentId);
}

function release(payment: Payment): Payment {
  return { ...payment, leaseToken: null, leaseUntil: null };
}
