/**
 * Ottu's own words in its older Payment Request API and in the disclosures that it sends: every
 * path, field, limit and result, and no decision. A value over its limit would be refused with the
 * whole order, so it is left out.
 * @see https://docs.ottu.com/developer/
 */
import { z } from "zod";
import type { Customer, PaymentTerms } from "../../../contract/contract.ts";
import type { GatewayState, OrderRequest } from "../provider.ts";
import { maybe, text } from "./lenient.ts";
import { readState, toPhone, word } from "./wire.ts";
import { readNotification } from "./wire-webhook.ts";

/** `pos` makes orders of the E-Commerce plugin, `pos-d` of the Payment Request plugin. */
export type PosFlow = "pos" | "pos-d";

export const posPaths = {
  create: { pos: "/pos/crt/", "pos-d": "/pos/d/crt/" },
  inquiry: "/b/pbl/v2/inquiry/",
} as const;

export const pluginOf = { pos: "e_commerce", "pos-d": "payment_request" } as const;

/** @param initiator whose order it is in Ottu's panel; the Payment Request plugin asks for one */
export function toPosOrder(order: OrderRequest, flow: PosFlow, initiator: number | null): object {
  return {
    amount: order.amount,
    currency_code: order.currency,
    order_no: within(128, order.orderNumber),
    redirect_url: order.returnUrl,
    disclosure_url: order.notifyUrl,
    language: /^ar(-|$)/i.test(order.locale ?? "") ? "ar" : "en",
    ...(flow === "pos" ? { gateway_code: order.codes[0] } : { initiator: initiator ?? undefined }),
    ...toPosCustomer(order.customer ?? {}),
    ...toFlags(order.terms ?? {}, order.customer ?? {}),
  };
}

function toPosCustomer({ email, phone, firstName, lastName, address = {} }: Customer): object {
  return {
    customer_email: email,
    customer_phone: toPhone(phone),
    customer_first_name: firstName,
    customer_last_name: lastName,
    customer_address_line1: address.line1,
    customer_address_line2: address.line2,
    customer_address_city: within(40, address.city),
    customer_address_state: within(40, address.state),
    customer_address_country: address.country,
    customer_address_postal_code: within(12, address.postalCode),
  };
}

/**
 * Nothing where the shop does not say: then the installation's own settings count. The customer is
 * told of the payment, and not sent the link, on which they are already.
 */
function toFlags({ notifyCustomer }: PaymentTerms, { email, phone }: Customer): object {
  if (notifyCustomer === undefined) return {};
  return {
    email_notification: notifyCustomer.includes("email") && email !== undefined,
    sms_notification: notifyCustomer.includes("sms") && toPhone(phone) !== undefined,
    email_payment_details: false,
    sms_payment_details: false,
  };
}

function within(longest: number, value: string | undefined): string | undefined {
  return value === undefined || value.length > longest ? undefined : value;
}

const posAnswer = z.object({
  url: maybe(text),
  payment_url: maybe(text),
  details_fields: maybe(z.object({ "Payment URL": maybe(text) })),
});

/** The payment link, from whichever of its three places; null where there is none. */
export function readPosLink(json: unknown): string | null {
  const answer = posAnswer.safeParse(json);
  if (!answer.success) return null;
  const { url, payment_url: paymentUrl, details_fields: details } = answer.data;
  return url ?? paymentUrl ?? details?.["Payment URL"] ?? null;
}

export function toInquiry(orderNumber: string): object {
  return { order_no: orderNumber };
}

type Message = Readonly<Record<string, unknown>>;

/** The spelling that signatures and we use; some installations send another. */
export function withGatewayName(message: Message): Message {
  const { Gateway_name: capital, ...rest } = message;
  return capital === undefined || rest["gateway_name"] !== undefined
    ? message
    : { ...rest, gateway_name: capital };
}

const results: Readonly<Record<string, GatewayState>> = {
  success: "paid",
  canceled: "canceled",
  failed: "failed",
  error: "failed",
  cod: "cash_on_delivery",
};

const outcome = z.object({ result: maybe(word), state: maybe(text) });
const moneyStates: ReadonlySet<GatewayState> = new Set(["paid", "authorized", "cash_on_delivery"]);

/** Null where it says nothing that we know, or its state and its result contradict each other. */
function readOutcome(message: Message): GatewayState | null {
  const told = outcome.parse(message);
  const result = told.result?.toLowerCase() ?? "";
  const byResult = Object.hasOwn(results, result) ? (results[result] ?? null) : null;
  if (told.state === null || told.state === "") return byResult;
  const byState = readState(told.state);
  if (byState === null || byResult === null) return null;
  return moneyStates.has(byState) === moneyStates.has(byResult) ? byState : null;
}

/** What we keep of a disclosure: nothing about the customer. */
export function readDisclosure(message: Message) {
  const { sessionId: _, ...told } = readNotification(withGatewayName(message));
  return { ...told, state: readOutcome(message) };
}

/** Whether a shop may deliver in this state. */
export function isMoney(state: GatewayState): boolean {
  return moneyStates.has(state);
}
