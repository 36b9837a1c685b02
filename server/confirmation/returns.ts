/** Where a shopper goes who comes back from a gateway. What the gateway put into the address is never evidence. */
import type { Confirmation } from "./confirmation.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Payment } from "../ledger/ledger.ts";

const waitMs = 3_000;
const askEveryMs = 2_000;

export interface Returns {
  /** The address to send the browser to. @throws CheckoutError `not_found` */
  target(returnToken: string): Promise<string>;
}

export function createReturns(context: FlowContext, confirmation: Confirmation): Returns {
  return {
    async target(returnToken) {
      const found = await context.ledger.findPaymentByReturnToken(returnToken);
      if (found === undefined)
        throw new CheckoutError("not_found", "there is nothing at this address");
      const payment = await settleIfOpen(context, confirmation, found);
      const session = await context.ledger.findSession(payment.sessionId);
      if (session === undefined)
        throw new CheckoutError("not_found", "there is nothing at this address");
      const failed =
        isFailure(payment) && session.status !== "paid" && session.status !== "authorized";
      const page = failed ? (session.failureUrl ?? session.returnUrl) : session.returnUrl;
      const target = new URL(page ?? context.urls.pay(session.id));
      target.searchParams.set("session", session.id);
      return target.href;
    },
  };
}

/** The gateway's own word that it did not work: an end without money, or a declined attempt. */
function isFailure(payment: Payment): boolean {
  return (
    payment.status === "failed" ||
    payment.status === "canceled" ||
    payment.status === "expired" ||
    (payment.status === "pending" && payment.attemptDeclined)
  );
}

async function settleIfOpen(
  context: FlowContext,
  confirmation: Confirmation,
  payment: Payment,
): Promise<Payment> {
  if (payment.status !== "pending" && payment.status !== "created") return payment;
  const askedLately =
    payment.lastAskedAt !== null && context.clock.now() - payment.lastAskedAt < askEveryMs;
  if (askedLately) return payment;
  const asked = confirmation.ask(payment, "return", AbortSignal.timeout(10_000));
  const answer = await Promise.race([asked, context.clock.wait(waitMs).then(() => undefined)]);
  return answer?.payment ?? payment;
}
