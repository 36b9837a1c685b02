/** The names of a payment that is about to be made, drawn before anything of it is stored or sent. */
import { randomToken, type RandomBytes } from "../platform/random.ts";
import type { PaymentNames } from "../rules/new-payment.ts";

export function drawNames(
  random: RandomBytes,
  paymentId: string,
  orderNumber: string,
): PaymentNames {
  return {
    paymentId,
    orderNumber,
    notifyToken: randomToken(random),
    returnToken: randomToken(random),
    leaseToken: randomToken(random),
  };
}
