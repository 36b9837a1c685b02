/**
 * Starting a payment: at most one live order per provider and session has its link handed out, N
 * clicks and two tabs make one upstream order, and a start ends within ten seconds. The row, with
 * its number, tokens and lease, is committed before the gateway is called; the gateway's answer
 * applies only while that lease still matches.
 */
import { once } from "node:events";
import type { StartedPayment, StartPaymentRequest } from "../../contract/contract.ts";
import { closeAtGateway, closeMs, settleClosed } from "../confirmation/close-order.ts";
import type { Confirmation } from "../confirmation/confirmation.ts";
import { createDeadline, type Deadline } from "../platform/deadline.ts";
import { isDirectCharge } from "../rules/direct-charge.ts";
import { CheckoutError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import type { Purchase, Payment, Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { OrderCreation } from "./create-order.ts";
import { askLiveOrders } from "../confirmation/ask-live-orders.ts";
import type { PaymentProvider } from "../providers/provider.ts";
import { randomToken } from "../platform/random.ts";
import { chargeOf, iso } from "../rules/records.ts";
import { refusalToStart } from "../rules/refusals.ts";
import { planStart, type NewOrder, type Wanted } from "../rules/start-plan.ts";

/** One start has ten seconds in all; what is left of them is for storing and sending its answer. */
const startMs = 9_500;
const askOtherMs = 2_000;
/** With less time left no further order is begun. */
const leastAgainMs = 1_000;
/** Longer than a start may take: past it, whoever held the lease is gone. */
const leaseMs = 12_000;

export interface Payments {
  /** @throws CheckoutError */
  start(sessionId: string, request: StartPaymentRequest): Promise<StartedPayment>;
}

export function createPayments(
  context: FlowContext,
  methods: Methods,
  confirmation: Confirmation,
): Payments {
  return {
    async start(sessionId, request) {
      const deadline = createDeadline(context.clock, startMs);
      try {
        return await new Start(context, methods, confirmation, deadline, request).run(sessionId);
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
  readonly #request: StartPaymentRequest;
  /** Payments already asked about or closed in this start: each at most once. */
  readonly #handled = new Set<string>();
  #madeOrders = 0;
  #refetched = false;

  constructor(
    context: FlowContext,
    methods: Methods,
    confirmation: Confirmation,
    deadline: Deadline,
    request: StartPaymentRequest,
  ) {
    this.#context = context;
    this.#methods = methods;
    this.#confirmation = confirmation;
    this.#deadline = deadline;
    this.#request = request;
  }

  async run(sessionId: string): Promise<StartedPayment> {
    const purchase = await this.#context.ledger.readPurchase({ sessionId });
    const session = purchase?.sessions.find((candidate) => candidate.id === sessionId);
    if (purchase === undefined || session === undefined) {
      throw new CheckoutError("session_not_found", "there is no such session");
    }
    assertStartable(purchase, session, this.#context.clock.now());
    let wanted = await this.#wanted(session);
    await this.#askOthers(purchase, session, wanted.provider);
    while (this.#deadline.remaining() > 0) {
      const step = await this.#plan(session, wanted);
      switch (step.kind) {
        case "reuse":
          return toStarted(step.payment, wanted.provider);
        case "wait":
          await this.#context.clock.wait(Math.min(100, this.#deadline.remaining()));
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
          if (this.#refetched) wanted = await this.#wanted(session);
          break;
        }
      }
    }
    throw outOfTime();
  }

  /** The chosen method as the session's list knows it, and all codes its provider offers. */
  async #wanted(session: Session): Promise<Wanted> {
    const [providerId] = this.#request.method.split(":", 1);
    const listed = await this.#inTime(this.#methods.forSession(session, providerId));
    const method = listed.methods.find((candidate) => candidate.id === this.#request.method);
    const provider = listed.providers.find((candidate) => candidate.id === providerId);
    if (method === undefined || provider === undefined) {
      if (listed.failed.some((id) => id === providerId)) {
        throw new CheckoutError(
          "gateway_unavailable",
          "this method's gateway does not answer; try again or choose another",
        );
      }
      throw methodUnavailable();
    }
    const { cards } = provider;
    if (cards !== undefined && cards.code === method.code) {
      throw new CheckoutError("invalid_request", "card: is missing", { field: "card" });
    }
    const others = listed.methods.filter(
      (one) => one.provider === provider.id && one !== method && one.code !== cards?.code,
    );
    return {
      provider,
      code: method.code,
      test: method.test,
      codes: [
        method.code,
        ...(provider.carriesOneCode === true ? [] : others.map((one) => one.code)),
      ],
    };
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

  async #plan(session: Session, wanted: Wanted) {
    const { provider } = wanted;
    const tokens: NewOrder = {
      paymentId: `pay_${randomToken(this.#context.random)}`,
      orderNumber: provider.createOrderNumber(session.orderRef),
      notifyToken: randomToken(this.#context.random),
      returnToken: randomToken(this.#context.random),
      leaseToken: randomToken(this.#context.random),
      leaseMs,
    };
    const step = await this.#context.ledger.decide({ sessionId: session.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      const current = draft.session(session.id);
      assertStartable(purchase, current, draft.now);
      const next = planStart(draft, current, wanted, tokens, (payment) =>
        this.#handled.has(payment.id),
      );
      return draft.decision(() => next);
    });
    if (step === undefined)
      throw new CheckoutError("session_not_found", "there is no such session");
    return step;
  }

  async #ask(payment: Payment): Promise<void> {
    this.#handled.add(payment.id);
    await this.#confirmation.ask(payment, "start", this.#deadline.signal(askOtherMs));
  }

  /** A live order that does not carry the chosen code has to go before another is made. */
  async #close(provider: PaymentProvider, payment: Payment): Promise<void> {
    this.#handled.add(payment.id);
    const signal = this.#deadline.signal(closeMs);
    const closing = await closeAtGateway(this.#context, provider, payment, signal);
    if (closing === "closed") await settleClosed(this.#context, provider, payment, "start");
    await this.#confirmation.ask(payment, "start", this.#deadline.signal(askOtherMs));
  }

  /** Undefined when the row is out of play and another may be planned. */
  async #make(payment: Payment, session: Session, wanted: Wanted): Promise<Payment | undefined> {
    this.#madeOrders += 1;
    const creation = await new OrderCreation(this.#context, this.#deadline).make(
      payment,
      session,
      wanted,
    );
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

function methodUnavailable(): CheckoutError {
  return new CheckoutError("method_unavailable", "this method is not available for this payment", {
    field: "method",
  });
}

/** @throws CheckoutError when nothing may be started on this session any more */
function assertStartable(purchase: Purchase, session: Session, now: number): void {
  const refusal = refusalToStart(purchase, session, now);
  if (refusal !== undefined) throw refusal;
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
