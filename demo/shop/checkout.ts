/**
 * From a cart to a session, and from a session to the shop's books: all that a shop's server has to
 * do to be paid. The cart's order number makes it one order, however often the page is loaded.
 */
import { randomUUID } from "node:crypto";
import {
  CheckoutClientError,
  type CheckoutClient,
  type CreateSessionRequest,
  type SessionRecord,
} from "otter-checkout-proxy/client";
import { totalOf, type Cart, type CartLine, type Carts } from "./carts.ts";
import type { Order, Orders } from "./orders.ts";
import type { LanguageCode } from "./texts/languages.ts";
import type { Visitor } from "./visitor.ts";

/** As long as the proxy takes. */
const longestDescription = 200;

export type CheckoutStep =
  | { readonly kind: "pay"; readonly session: SessionRecord; readonly order: Order }
  /** This cart's order has been paid; where to read about it. */
  | { readonly kind: "done"; readonly sessionId: string }
  | { readonly kind: "refused"; readonly code: string; readonly requestId: string | undefined };

export interface Checkout {
  open(cart: Cart, visitor: Visitor): Promise<CheckoutStep>;
  /** The order of a session, after asking the proxy where the books say it is not paid yet. */
  look(sessionId: string): Promise<Order | undefined>;
  /** Books what a verified event or the proxy's answer says. */
  settle(session: SessionRecord): void;
}

export interface CheckoutOptions {
  readonly client: CheckoutClient;
  readonly carts: Carts;
  readonly orders: Orders;
  /** Where the shop is seen by browsers. */
  readonly origin: string;
}

export function createCheckout({ client, carts, orders, origin }: CheckoutOptions): Checkout {
  const settle = (session: SessionRecord) => {
    const settled = orders.settle(session);
    if (settled !== undefined) carts.takeOut(settled.ref, settled.lines);
  };

  return {
    settle,

    async open(cart, visitor) {
      cart.orderRef ??= `KP-${randomUUID().slice(0, 8).toUpperCase()}`;
      const ref = cart.orderRef;
      const { currency, tag, language } = visitor;
      const amount = totalOf(cart.lines, currency);
      try {
        const session = await createSession(client, {
          amount,
          currency,
          orderRef: ref,
          locale: tag,
          description: describe(cart.lines, language),
          returnUrl: `${origin}/thank-you`,
          failureUrl: `${origin}/checkout`,
        });
        const sessionId = session.id;
        orders.place({ ref, sessionId, amount, currency, lines: cart.lines });
        const order = orders.find(sessionId);
        if (order?.status === "placed") return { kind: "pay", session, order };
        return { kind: "done", sessionId };
      } catch (error) {
        if (!(error instanceof CheckoutClientError)) throw error;
        const known = orders.findByRef(ref);
        if (error.code === "order_paid" && known !== undefined) {
          return { kind: "done", sessionId: known.sessionId };
        }
        return { kind: "refused", code: error.code, requestId: error.requestId };
      }
    },

    async look(sessionId) {
      const order = orders.find(sessionId);
      if (order?.status !== "placed") return order;
      const { amount, currency, ref } = order;
      try {
        settle(await client.assertPaid(sessionId, { amount, currency, orderRef: ref }));
      } catch (error) {
        // Not paid yet, or nobody to ask: the webhook will tell.
        if (!(error instanceof CheckoutClientError)) throw error;
      }
      return orders.find(sessionId);
    },
  };
}

/** What is bought, in a line: pay pages and gateways show it. */
function describe(lines: readonly CartLine[], language: LanguageCode): string {
  const items = lines.map(({ product, quantity }) => `${quantity} × ${product.name[language]}`);
  const text = items.join(", ");
  return text.length <= longestDescription ? text : `${text.slice(0, longestDescription - 1)}…`;
}

/** Asks twice where that can help; the key makes both the same request. */
async function createSession(
  client: CheckoutClient,
  request: CreateSessionRequest,
): Promise<SessionRecord> {
  const idempotencyKey = randomUUID();
  try {
    return await client.createSession(request, { idempotencyKey });
  } catch (error) {
    if (!(error instanceof CheckoutClientError && error.retryable)) throw error;
    return client.createSession(request, { idempotencyKey });
  }
}
