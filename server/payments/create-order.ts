/**
 * Making an order at a gateway for a committed row: at most one repeat where that is safe, an
 * orphan where the outcome stays unknown, and an answer that counts only while its lease does.
 */
import { fact, type PaymentFact } from "../../contract/facts.ts";
import { askWhileOpen } from "../rules/ask-schedule.ts";
import { closeAtGateway, closeMs } from "../confirmation/close-order.ts";
import type { Deadline } from "../platform/deadline.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import type { GatewayOrder, OrderRequest, PaymentProvider } from "../providers/provider.ts";
import type { Wanted } from "../rules/start-plan.ts";
import { refusalToPay } from "../rules/refusals.ts";

const firstAttemptMs = 6_000;
/** A repeat with less time than this left would only time out again. */
const leastRepeatMs = 300;

export type Creation =
  /** The link is handed out. */
  | { readonly kind: "made"; readonly payment: Payment }
  /** The gateway does not know an offered code any more. */
  | { readonly kind: "codes_gone" }
  /** This row is out of play; another may be made. */
  | { readonly kind: "again" };

/** The payment whose link may be handed out, or why it may not. */
type Applied = { readonly payment: Payment } | { readonly refusal: CheckoutError };

export class OrderCreation {
  readonly #context: FlowContext;
  readonly #deadline: Deadline;

  constructor(context: FlowContext, deadline: Deadline) {
    this.#context = context;
    this.#deadline = deadline;
  }

  /** @throws CheckoutError when the gateway refuses or cannot be reached, or the session was canceled meanwhile */
  async make(payment: Payment, session: Session, wanted: Wanted): Promise<Creation> {
    const { provider } = wanted;
    const request = toOrderRequest(this.#context, payment, session, wanted);
    try {
      return await this.#create(provider, payment, request, firstAttemptMs);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.outcome === "none") return await this.#refused(payment, error);
    }
    const repeated = provider.capabilities.repeatsOrders
      ? await this.#repeat(provider, payment, request)
      : await closeAtGateway(this.#context, provider, payment, this.#deadline.signal(closeMs));
    if (typeof repeated === "object") return repeated;
    const orphaned = { fact: "order_orphaned", data: { why: "answer_unseen" } } as const;
    await this.#end(payment, { orphan: true }, orphaned);
    return { kind: "again" };
  }

  /** Undefined when that gave no link either. */
  async #repeat(
    provider: PaymentProvider,
    payment: Payment,
    request: OrderRequest,
  ): Promise<Creation | undefined> {
    const timeoutMs = this.#deadline.remaining();
    if (timeoutMs < leastRepeatMs) return undefined;
    try {
      return await this.#create(provider, payment, { ...request, repeated: true }, timeoutMs);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return undefined;
    }
  }

  async #create(
    provider: PaymentProvider,
    payment: Payment,
    request: OrderRequest,
    timeoutMs: number,
  ): Promise<Creation> {
    const made = await callGateway(this.#context, provider, "create", () =>
      provider.createOrder(request, this.#deadline.signal(timeoutMs)),
    );
    const applied = (await this.#apply(payment, made)) ?? { refusal: tookTooLong() };
    if ("refusal" in applied) {
      this.#context.wake();
      throw applied.refusal;
    }
    return { kind: "made", payment: applied.payment };
  }

  #apply(payment: Payment, made: GatewayOrder): Promise<Applied | undefined> {
    return this.#context.ledger.decide<Applied>({ paymentId: payment.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      const row = draft.payment(payment.id);
      if (row.leaseToken !== payment.leaseToken || row.status !== "created") {
        return draft.decision(() => ({ refusal: tookTooLong() }));
      }
      // Meanwhile the shop may have canceled, or the other gateway been paid: then no link goes out.
      const refusal = refusalToPay(purchase, draft.session(row.sessionId));
      draft.putPayment({
        ...row,
        status: "pending",
        providerRef: made.providerRef,
        link: made.link,
        charges: made.charges,
        expiresAt: made.expiresAt,
        handedOutAt: refusal === undefined ? draft.now : null,
        leaseToken: null,
        leaseUntil: null,
        ...askWhileOpen(draft.now),
      });
      const said: PaymentFact =
        refusal === undefined
          ? fact("link_handed_out")
          : { fact: "link_kept", data: { code: refusal.code } };
      draft.note(payment.id, said, "shopper");
      if (refusal !== undefined) draft.wantClosed(payment.id);
      return draft.decision(() =>
        refusal === undefined ? { payment: draft.payment(payment.id) } : { refusal },
      );
    });
  }

  async #refused(payment: Payment, error: GatewayError): Promise<Creation> {
    const reason = error.gatewayCode ?? error.failure;
    const failed = {
      status: "failed",
      reason,
      endedAt: this.#context.clock.now(),
      nextAskAt: null,
    } as const;
    await this.#end(payment, failed, { fact: "order_not_made", data: { reason } });
    if (reason === "codes") return { kind: "codes_gone" };
    if (reason === "used") return { kind: "again" };
    throw toClientError(error);
  }

  /** Ends the creation of a row that is still ours. */
  async #end(payment: Payment, change: Partial<Payment>, said: PaymentFact): Promise<void> {
    await this.#context.ledger.decide({ paymentId: payment.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      const row = draft.payment(payment.id);
      if (row.leaseToken === payment.leaseToken && row.status === "created") {
        draft.putPayment({ ...row, leaseToken: null, leaseUntil: null, ...change });
        draft.note(payment.id, said, "start");
      }
      return draft.decision(() => undefined);
    });
    this.#context.wake();
  }
}

function tookTooLong(): CheckoutError {
  return new CheckoutError("gateway_timeout", "this took too long; try again");
}

function toOrderRequest(
  context: FlowContext,
  payment: Payment,
  session: Session,
  wanted: Wanted,
): OrderRequest {
  const secondsLeft = Math.floor((session.expiresAt - context.clock.now()) / 1000);
  return {
    orderNumber: payment.orderNumber,
    orderRef: session.orderRef,
    amount: payment.amount,
    currency: payment.currency,
    codes: wanted.codes,
    filter: session.filter,
    locale: session.locale,
    customer: session.customer,
    terms: session.terms,
    returnUrl: context.urls.return(payment.returnToken),
    notifyUrl: context.urls.notification(payment.provider, payment.notifyToken),
    expiresInSeconds: wanted.provider.orderSeconds(secondsLeft),
    repeated: false,
  };
}

export function toClientError(error: GatewayError): CheckoutError {
  if (error.failure === "refused" || error.failure === "unauthorized") {
    return new CheckoutError(
      "gateway_rejected",
      "the gateway refused this payment; choose another method",
      { cause: error },
    );
  }
  return new CheckoutError("gateway_unavailable", "the gateway cannot be reached now; try again", {
    cause: error,
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: error.retryAfterSeconds }),
  });
}
