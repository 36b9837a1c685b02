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
import type { Message } from "./wire-webhook.ts";

/** `pos` makes orders of the E-Commerce plugin, `pos-d` of the Payment Request plugin. */
export type PosFlow = "pos" | "pos-d";

export const posPaths = {
  create: { pos: "/pos/crt/", "pos-d": "/pos/d/crt/" },
  inquiry: "/b/pbl/v2/inquiry/",
} as const;

export const pluginOf = { pos: "e_commerce", "pos-d": "payment_request" } as const;

/**
 * Fields of which Ottu's pages differ on whether a path takes them, the one that is missed least
 * first. Each is sent while it is known and not refused.
 */
export const optionalFields = ["full_name", "gateway_code", "initiator"] as const;

/** A request, as it is changed by what is refused of it. */
export type PosOrder = Readonly<Record<string, unknown>>;

/** @param initiator whose order it is in Ottu's panel; the Payment Request plugin asks for one */
export function toPosOrder(order: OrderRequest, initiator: number | null): PosOrder {
  return {
    amount: order.amount,
    currency_code: order.currency,
    order_no: within(128, order.orderNumber),
    redirect_url: order.returnUrl,
    disclosure_url: order.notifyUrl,
    language: /^ar(-|$)/i.test(order.locale ?? "") ? "ar" : "en",
    initiator: initiator ?? undefined,
    gateway_code: order.codes[0],
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
    full_name: toFullName(firstName, lastName),
    customer_address_line1: address.line1,
    customer_address_line2: address.line2,
    customer_address_city: within(40, address.city),
    customer_address_state: within(40, address.state),
    customer_address_country: within(40, address.country),
    customer_address_postal_code: toPostalCode(address.postalCode),
  };
}

function toFullName(...names: readonly (string | undefined)[]): string | undefined {
  const known = names.filter((name) => name !== undefined && name !== "");
  return known.length === 0 ? undefined : known.join(" ");
}

/** An integer, as documented, where the code is one: 01234 as a number would be another code. */
function toPostalCode(code: string | undefined): number | string | undefined {
  const fitting = within(12, code);
  return fitting !== undefined && /^(0|[1-9]\d*)$/.test(fitting) ? Number(fitting) : fitting;
}

/**
 * `…_notification` sends the payment link, on which the customer is already: never. `…_payment_details`
 * tells the result; where the shop does not say, the installation's own settings count.
 */
function toFlags({ notifyCustomer }: PaymentTerms, { email, phone }: Customer): object {
  const noLink = { email_notification: false, sms_notification: false };
  if (notifyCustomer === undefined) return noLink;
  return {
    ...noLink,
    email_payment_details: notifyCustomer.includes("email") && email !== undefined,
    sms_payment_details: notifyCustomer.includes("sms") && toPhone(phone) !== undefined,
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
  const links = [url, paymentUrl, details?.["Payment URL"]];
  return links.find((link) => typeof link === "string" && link !== "") ?? null;
}

export function toInquiry(orderNumber: string): object {
  return { order_no: orderNumber };
}

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
