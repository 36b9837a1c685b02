/** `POST /webhooks/otter`: the proxy's events. What cannot be verified is refused and changes nothing. */
import express, { type RequestHandler } from "express";
import {
  verifyEvent,
  WebhookVerificationError,
  type ShopEvent,
  type TestEvent,
} from "otter-checkout-proxy/client";
import type { Checkout } from "./checkout.ts";
import type { WireLog } from "./wire-log.ts";

export interface ReceiveEventsOptions {
  readonly secret: string;
  readonly checkout: Checkout;
  readonly wire: WireLog;
}

export function receiveEvents({
  secret,
  checkout,
  wire,
}: ReceiveEventsOptions): readonly RequestHandler[] {
  const message = { from: "proxy", to: "shop", story: "event" } as const;
  return [
    // The signature is of the bytes that were sent, so the body must not be parsed first.
    express.raw({ type: () => true, limit: "256kb" }),
    async (request, response) => {
      const at = Date.now();
      let event: ShopEvent | TestEvent;
      try {
        event = await verifyEvent(request.body as Uint8Array, request.headers, secret);
      } catch (error) {
        if (!(error instanceof WebhookVerificationError)) throw error;
        const outcome = `400 ${error.code}`;
        wire.record({ ...message, at, name: "POST /webhooks/otter", outcome, isRefused: true });
        response.status(400).json({ error: error.code });
        return;
      }
      // What an operator sends to see whether it arrives is about no order.
      if (event.type !== "test.ping") checkout.settle(event.data.session);
      const outcome = "204";
      wire.record({ ...message, at, name: event.type, outcome, isRefused: false, request: event });
      response.status(204).end();
    },
  ];
}
