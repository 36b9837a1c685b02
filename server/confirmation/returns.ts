/** Where a shopper goes who comes back from a gateway. What the gateway put into the address is never evidence. */
import type { FlowContext } from "../flow-context.ts";
import type { Payment } from "../ledger/ledger.ts";
import { CheckoutError } from "../platform/errors.ts";
import { within } from "../platform/deadline.ts";
import { withParameter } from "../platform/exact-address.ts";
import { nameSession } from "../platform/request-context.ts";
import { nextQuestionAt } from "../rules/ask-schedule.ts";
import { isUndecidedOrder, mayYetBePaid } from "../rules/payment-state.ts";
import { returnPageOf } from "../rules/return-page.ts";
import { longestQueryMs, type Confirmation } from "./confirmation.ts";

/** How long the browser is kept waiting for the gateway's answer. */
const waitMs = 3_000;

export interface Returns {
  /** The address to send the browser to. @throws CheckoutError `not_found` */
  target(returnToken: string): Promise<string>;
}

export function createReturns(context: FlowContext, confirmation: Confirmation): Returns {
  return {
    async target(returnToken) {
      const found = await context.ledger.findPaymentByReturnToken(returnToken);
      if (found === undefined) throw nothingHere();
      nameSession(found.sessionId);
      const payment = await settleIfUnknown(context, confirmation, found);
      const session = await context.ledger.findSession(payment.sessionId);
      if (session === undefined) throw nothingHere();
      const page = returnPageOf(session, payment) ?? context.urls.pay(session.id);
      return withParameter(page, ["session", session.id], isSessionOfOurs);
    },
  };
}

/** A shop's own `session` is not ours to take away. */
function isSessionOfOurs(value: string): boolean {
  return value.startsWith("cs_");
}

function nothingHere(): CheckoutError {
  return new CheckoutError("not_found", "there is nothing at this address");
}

async function settleIfUnknown(
  context: FlowContext,
  confirmation: Confirmation,
  payment: Payment,
): Promise<Payment> {
  const now = context.clock.now();
  const isKnown = !isUndecidedOrder(payment) && !mayYetBePaid(payment, now);
  if (isKnown || now < nextQuestionAt(payment, now)) return payment;
  const asked = confirmation.ask(payment, "return", AbortSignal.timeout(longestQueryMs));
  const answer = await within(context.clock, waitMs, asked);
  return answer?.payment ?? payment;
}
