/**
 * Charging a card. The payment's row is committed before the card is sent and carries an id that
 * follows from the attempt, so that whatever is repeated, here or at another instance, is the same
 * charge. Sent once: what is not known afterwards is asked for, by us, by the reconciler, by whoever
 * comes after a process that was killed, and until it is known no other card of the order is sent.
 */
import type { ChargedPayment, StartPaymentRequest } from "../../contract/contract.ts";
import { askLiveOrders } from "../confirmation/ask-live-orders.ts";
import type { Confirmation } from "../confirmation/confirmation.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Purchase, Payment, Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { chooseForCard, gatewayOf } from "../payments/choose-method.ts";
import { drawNames } from "../payments/names.ts";
import { createDeadline } from "../platform/deadline.ts";
import { isHeld } from "../platform/wrong-clock.ts";
import type { Card } from "../providers/provider.ts";
import { assertAnotherAttempt, beginCharge, type Charging } from "../rules/direct-charge.ts";
import { makingLeaseMs } from "../rules/new-payment.ts";
import { assertStartable } from "../rules/refusals.ts";
import { readSession } from "../sessions/find-session.ts";
import { paymentIdOf, toCharged } from "./attempt.ts";
import { completeCard } from "./complete-card.ts";
import type { CardKeys } from "./keys.ts";
import type { CardLimits } from "./limits.ts";
import { openSealedCard } from "./sealed-card.ts";
import { sendCard, type Sending } from "./send-card.ts";

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

export interface CardParts {
  readonly methods: Methods;
  readonly confirmation: Confirmation;
  readonly keys: CardKeys;
  readonly limits: CardLimits;
}

/** What a charge works with. */
interface Means extends Sending {
  readonly methods: Methods;
  readonly confirmation: Confirmation;
}

/** What is to be charged, and for whom. */
interface Attempt {
  readonly session: Session;
  /** Id of the chosen method. */
  readonly method: string;
  readonly paymentId: string;
  readonly card: Card;
  /** Of the client. */
  readonly address: string;
}

export function createCardPayments(context: FlowContext, parts: CardParts): CardPayments {
  const { keys, ...means } = parts;
  return {
    keys,
    async charge(sessionId, { method, card: sealed }, address) {
      const { session } = await readSession(context, sessionId);
      const now = context.clock.now();
      const { attempt, card } = await openSealedCard(sealed, sessionId, keys, now);
      const paymentId = paymentIdOf(sessionId, attempt);
      const deadline = createDeadline(context.clock, chargeMs);
      try {
        const asked = { session, method, paymentId, card, address };
        return toCharged(await charge({ ...means, context, deadline }, asked));
      } finally {
        deadline.release();
      }
    },
  };
}

async function charge(means: Means, attempt: Attempt): Promise<Payment> {
  const { context, confirmation, limits, deadline } = means;
  const { session, paymentId } = attempt;
  const { purchase } = await readSession(context, session.id);
  if (has(purchase, paymentId)) return awaitSent(means, paymentId);
  assertStartable(purchase, session, context.clock.now());
  const charging = await choose(means, attempt);
  await askLiveOrders(confirmation, deadline, {
    purchase,
    sessionId: session.id,
    now: context.clock.now(),
    concerns: () => true,
  });
  const { purchase: asked, session: current } = await readSession(context, session.id);
  if (has(asked, paymentId)) return awaitSent(means, paymentId);
  assertAnotherAttempt(asked, session);
  await limits.admit(session.account, attempt.address);
  // Counted as a try before: nobody may find out by many where a customer lives.
  const card = completeCard(attempt.card, current.customer, charging.cards);
  const begun = await begin(context, attempt, charging);
  return begun === undefined ? awaitSent(means, paymentId) : sendCard(means, begun, charging, card);
}

async function choose({ methods }: Means, { session, method }: Attempt): Promise<Charging> {
  return chooseForCard(await methods.forSession(session, gatewayOf(method)), method);
}

/** Commits the row of the charge; undefined when another request did. */
async function begin(
  context: FlowContext,
  { session, paymentId }: Attempt,
  charging: Charging,
): Promise<Payment | undefined> {
  const names = drawNames(context.random, paymentId, charging.cards.createOrderNumber());
  return context.ledger.decide({ sessionId: session.id }, (purchase) => {
    const draft = draftOf(context, purchase);
    if (has(purchase, paymentId)) return draft.decision(() => undefined);
    const current = draft.session(session.id);
    assertStartable(purchase, current, draft.now);
    assertAnotherAttempt(purchase, current);
    const payment = beginCharge(draft, current, charging, names);
    return draft.decision(() => payment);
  });
}

/** The same attempt again: waits for whoever is sending it. */
async function awaitSent({ context, deadline }: Means, paymentId: string): Promise<Payment> {
  for (;;) {
    const purchase = await context.ledger.readPurchase({ paymentId });
    const payment = purchase?.payments.find(({ id }) => id === paymentId);
    if (payment === undefined) throw new Error("a payment is never deleted");
    const isSent = !isHeld(payment.leaseUntil, context.clock.now(), makingLeaseMs);
    if (isSent || deadline.remaining() === 0) return payment;
    await context.clock.wait(Math.min(lookAgainMs, deadline.remaining()));
  }
}

function has({ payments }: Purchase, paymentId: string): boolean {
  return payments.some(({ id }) => id === paymentId);
}
