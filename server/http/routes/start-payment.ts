/** `POST /v1/checkout/:id/payments`: the chosen method's payment link, or a card charged. Safe to repeat. */
import type { RequestHandler } from "express";
import { startPaymentRequest } from "../../../contract/contract.ts";
import type { CardPayments } from "../../cards/charge.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { parseShape } from "../../platform/request-shape.ts";
import { clientOf } from "../guards/client-address.ts";
import type { RateLimits } from "../guards/rate-limits.ts";
import type { Payments } from "../../payments/start-payment.ts";

export function startPaymentRoute(
  payments: Payments,
  cards: CardPayments | null,
  { admitPress }: Pick<RateLimits, "admitPress">,
): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    const asked = parseShape(startPaymentRequest, request.body);
    admitPress(id);
    const { card } = asked;
    if (card === undefined) {
      response.status(201).json(await payments.start(id, asked));
      return;
    }
    if (cards === null) {
      throw new CheckoutError("method_unavailable", "cards are not taken here", {
        field: "method",
      });
    }
    response.status(201).json(await cards.charge(id, { ...asked, card }, clientOf(request)));
  };
}
