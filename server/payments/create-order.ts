/**
 * Making an order at a gateway for a committed row: at most one repeat where that is safe, an
 * orphan where the outcome stays unknown, and an answer that counts only while its lease does.
 */
import { closeAtGateway, closeMs } from "../confirmation/close-order.ts";
import type { Deadline } from "../platform/deadline.ts";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import { draftOf, type FlowContext } from "../flow-context.ts";
import { callGateway } from "../providers/call-gateway.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
import type { GatewayOrder, OrderRequest, PaymentProvider } from "../providers/provider.ts";
import { endUnmade, handOut, orphan } from "../rules/order-creation.ts";
import type { PurchaseDraft } from "../rules/purchase-draft.ts";
import { tookTooLong } from "../rules/refusals.ts";
import type { Wanted } from "../rules/start-plan.ts";

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
type HandedOut = { readonly payment: Payment } | { readonly refusal: CheckoutError };

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
    if (provider.capabilities.repeatsOrders) {
      const repeated = await this.#repeat(provider, payment, request);
      if (repeated !== undefined) return repeated;
    } else {
      const signal = this.#deadline.signal(closeMs);
      await closeAtGateway(this.#context, provider, payment, signal);
    }
    await this.#end(payment, (draft) => orphan(draft, payment));
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
    const made = await callGateway(this.#context, provider, { call: "create", payment }, () =>
      provider.createOrder(request, this.#deadline.signal(timeoutMs)),
    );
    const handedOut = (await this.#handOut(payment, made)) ?? { refusal: tookTooLong() };
    if ("refusal" in handedOut) {
      this.#context.wake();
      throw handedOut.refusal;
    }
    return { kind: "made", payment: handedOut.payment };
  }

  #handOut(payment: Payment, made: GatewayOrder): Promise<HandedOut | undefined> {
    return this.#context.ledger.decide<HandedOut>({ paymentId: payment.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      const refusal = handOut(draft, payment, made);
      return draft.decision(() =>
        refusal === undefined ? { payment: draft.payment(payment.id) } : { refusal },
      );
    });
  }

  async #refused(payment: Payment, error: GatewayError): Promise<Creation> {
    const reason = error.gatewayCode ?? error.failure;
    await this.#end(payment, (draft) => endUnmade(draft, payment, reason));
    if (reason === "codes") return { kind: "codes_gone" };
    if (reason === "used") return { kind: "again" };
    throw toClientError(error);
  }

  async #end(payment: Payment, end: (draft: PurchaseDraft) => void): Promise<void> {
    await this.#context.ledger.decide({ paymentId: payment.id }, (purchase) => {
      const draft = draftOf(this.#context, purchase);
      end(draft);
      return draft.decision(() => undefined);
    });
    this.#context.wake();
  }
}

function toOrderRequest(
  context: FlowContext,
  payment: Payment,
  session: Session,
  wanted: Wanted,
): OrderRequest {
  const secondsLeft = Math.floor(timeLeftMs(session, context.clock.now()) / 1000);
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
