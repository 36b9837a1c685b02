/** `POST /v1/checkout/:id/payments`: the chosen method's payment link, or a card charged. Safe to repeat. */
import type { RequestHandler } from "express";
import { startPaymentRequest } from "../../../contract/contract.ts";
import type { CardPayments } from "../../cards/charge.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { parseShape } from "../../platform/request-shape.ts";
import { clientOf } from "../guards/client-address.ts";
import { HitsPerMinute } from "../guards/hits-per-minute.ts";
import type { Payments } from "../../payments/start-payment.ts";

/** No shopper presses so often, and each press may be a question to a gateway that counts them. */
const pressesPerMinute = 60;

export function startPaymentRoute(
  payments: Payments,
  cards: CardPayments | null,
): RequestHandler<{ id: string }> {
  const presses = new HitsPerMinute();
  return async (request, response) => {
    const { id } = request.params;
    const asked = parseShape(startPaymentRequest, request.body);
    presses.admit(id, pressesPerMinute, "Pay was pressed too often for this payment; slow down");
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
