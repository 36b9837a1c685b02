/** `POST /v1/checkout/:id/payments`: the chosen method's payment link. Safe to repeat. */
import type { RequestHandler } from "express";
import { startPaymentRequest } from "../../contract/contract.ts";
import type { Payments } from "../payments.ts";

export function startPaymentRoute(payments: Payments): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const started = await payments.start(
      request.params.id,
      startPaymentRequest.parse(request.body),
    );
    response.status(201).json(started);
  };
}
