/**
 * Starting a payment: at most one live order per provider and session has its link handed out, N
 * clicks and two tabs make one upstream order, and a start ends within ten seconds. The row, with
 * its number, tokens and lease, is committed before the gateway is called; the gateway's answer
 * applies only while that lease still matches.
 */
import { once } from "node:events";
import type { StartedPayment, StartPaymentRequest } from "../../contract/contract.ts";
import { askLiveOrders, askOtherMs } from "../confirmation/ask-live-orders.ts";
import { closeAtGateway, closeMs, settleClosed } from "../confirmation/close-order.ts";
import type { Confirmation } from "../confirmation/confirmation.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Purchase, Payment, Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { createDeadline, type Deadline } from "../platform/deadline.ts";
import { CheckoutError } from "../platform/errors.ts";
import { randomToken } from "../platform/random.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { isConfirming, nextQuestionAt } from "../rules/ask-schedule.ts";
import { chargeOf, iso } from "../rules/records.ts";
import { assertStartable } from "../rules/refusals.ts";
import { planStart, type StartStep, type Wanted } from "../rules/start-plan.ts";
import { readSession, sessionNotFound } from "../sessions/find-session.ts";
import { chooseForLink, gatewayOf, methodUnavailable } from "./choose-method.ts";
import { OrderCreation } from "./create-order.ts";
import { drawNames } from "./names.ts";

/** One start has ten seconds in all; what is left of them is for storing and sending its answer. */
const startMs = 9_500;
/** With less time left no further order is begun. */
const leastAgainMs = 1_000;
const lookAgainMs = 100;

export interface Payments {
  /** @throws CheckoutError */
  start(sessionId: string, request: StartPaymentRequest): Promise<StartedPayment>;
}

/** What a start works with. */
interface Means {
  readonly context: FlowContext;
  readonly methods: Methods;
  readonly confirmation: Confirmation;
  readonly deadline: Deadline;
}

export function createPayments(
  context: FlowContext,
  methods: Methods,
  confirmation: Confirmation,
): Payments {
  return {
    async start(sessionId, { method }) {
      const deadline = createDeadline(context.clock, startMs);
      try {
        const start = new Start({ context, methods, confirmation, deadline }, method);
        return await start.run(sessionId);
      } finally {
        deadline.release();
      }
    },
  };
}

class Start {
  readonly #context: FlowContext;
  readonly #methods: Methods;
  readonly #confirmation: Confirmation;
  readonly #deadline: Deadline;
  readonly #orders: OrderCreation;
  /** Id of the chosen method. */
  readonly #method: string;
  /** Payments already asked about or closed in this start: each at most once. */
  readonly #handled = new Set<string>();
  #madeOrders = 0;
  #refetched = false;

  constructor({ context, methods, confirmation, deadline }: Means, method: string) {
    this.#context = context;
    this.#methods = methods;
    this.#confirmation = confirmation;
    this.#deadline = deadline;
    this.#orders = new OrderCreation(context, deadline);
    this.#method = method;
  }

  async run(sessionId: string): Promise<StartedPayment> {
    const { purchase, session } = await readSession(this.#context, sessionId);
    assertStartable(purchase, session, this.#context.clock.now());
    let wanted = await this.#choose(session);
    await this.#askOthers(purchase, session, wanted.provider);
    while (this.#deadline.remaining() > 0) {
      const step = await this.#plan(session, wanted);
      switch (step.kind) {
        case "reuse":
          return toStarted(step.payment, wanted.provider);
        case "wait":
          await this.#context.clock.wait(Math.min(lookAgainMs, this.#deadline.remaining()));
          break;
        case "ask":
          await this.#ask(step.payment);
          break;
        case "close":
          await this.#close(wanted.provider, step.payment);
          break;
        case "create": {
          const made = await this.#make(step.payment, session, wanted);
          if (made !== undefined) return toStarted(made, wanted.provider);
          if (this.#refetched) wanted = await this.#choose(session);
          break;
        }
      }
    }
    throw outOfTime();
  }

  async #choose(session: Session): Promise<Wanted> {
    const listed = this.#methods.forSession(session, gatewayOf(this.#method));
    return chooseForLink(await this.#inTime(listed), this.#method);
  }

  /** The other gateway is asked first, and a card: what is paid there must not be paid here again. */
  #askOthers(purchase: Purchase, session: Session, provider: PaymentProvider): Promise<void> {
    return askLiveOrders(this.#confirmation, this.#deadline, {
      purchase,
      sessionId: session.id,
      now: this.#context.clock.now(),
      concerns: (payment) => payment.provider !== provider.id || isDirectCharge(payment),
    });
  }

  async #plan(session: Session, wanted: Wanted): Promise<StartStep> {
    const { random, ledger } = this.#context;
    const paymentId = `pay_${randomToken(random)}`;
    const names = drawNames(random, paymentId, wanted.provider.createOrderNumber(session.orderRef));
    const step = await ledger.decide({ sessionId: session.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      const current = draft.session(session.id);
      assertStartable(purchase, current, draft.now);
      const next = planStart(draft, current, { wanted, names, handled: this.#handled });
      return draft.decision(() => next);
    });
    if (step === undefined) throw sessionNotFound();
    return step;
  }

  /** Where a notification waits to be confirmed, the moment at which that may be asked is waited for. */
  async #ask(payment: Payment): Promise<void> {
    this.#handled.add(payment.id);
    const { clock } = this.#context;
    const early = nextQuestionAt(payment, clock.now()) - clock.now();
    if (isConfirming(payment) && early > 0)
      await clock.wait(Math.min(early, this.#deadline.remaining()));
    await this.#confirmation.ask(payment, "start", this.#deadline.signal(askOtherMs));
  }

  /** A live order that does not carry the chosen code has to go before another is made. */
  async #close(provider: PaymentProvider, payment: Payment): Promise<void> {
    this.#handled.add(payment.id);
    const signal = this.#deadline.signal(closeMs);
    const closing = await closeAtGateway(this.#context, provider, payment, signal);
    const asking = this.#deadline.signal(askOtherMs);
    if (closing === "closed") {
      await settleClosed(this.#context, provider, payment, "start");
      await this.#confirmation.askClosed(payment, "start", asking);
    } else {
      await this.#confirmation.ask(payment, "start", asking);
    }
  }

  /** Undefined when the row is out of play and another may be planned. */
  async #make(payment: Payment, session: Session, wanted: Wanted): Promise<Payment | undefined> {
    this.#madeOrders += 1;
    const creation = await this.#orders.make(payment, session, wanted);
    if (creation.kind === "made") return creation.payment;
    if (creation.kind === "codes_gone") {
      if (this.#refetched) throw methodUnavailable();
      this.#refetched = true;
      await this.#inTime(this.#methods.refetch(session, payment.provider));
    } else if (this.#madeOrders >= 2 || this.#deadline.remaining() < leastAgainMs) {
      throw outOfTime();
    }
    return undefined;
  }

  /** A list may take a gateway longer than a start has: it goes on loading, for the next one. */
  async #inTime<Result>(work: Promise<Result>): Promise<Result> {
    const over = once(this.#deadline.signal(), "abort").then((): never => {
      throw outOfTime();
    });
    return Promise.race([work, over]);
  }
}

function outOfTime(): CheckoutError {
  return new CheckoutError("gateway_timeout", "the gateway did not answer in time; try again");
}

function toStarted(payment: Payment, provider: PaymentProvider): StartedPayment {
  if (payment.link === null) throw new Error("a started payment has a link");
  return {
    paymentId: payment.id,
    redirectUrl: provider.redirectUrl(
      { link: payment.link, charges: payment.charges },
      payment.method,
    ),
    ...chargeOf(payment),
    expiresAt: payment.expiresAt === null ? null : iso(payment.expiresAt),
  };
}
