/** What the Checkout API and webhooks say about a session. */
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { chargeOf } from "../model/charge.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { stateSeen } from "../model/session.ts";
import type { DoneOperation, SessionRecord, SessionState } from "../model/session.ts";
import { formatPeriod } from "./period.ts";
import { toToken } from "./terms.ts";

const results: Readonly<Record<SessionState, string>> = {
  created: "pending",
  pending: "pending",
  attempted: "failed",
  authorized: "success",
  paid: "success",
  failed: "failed",
  canceled: "canceled",
  expired: "failed",
  invalided: "error",
  refunded: "success",
  cod: "cod",
};

/** The answer to creating, reading and changing a session. */
export function toSessionAnswer(
  gateway: OttuGateway,
  session: SessionRecord,
  lagMs = 0,
): Readonly<Record<string, unknown>> {
  const state = stateSeen(session, gateway.engine.world.now(), lagMs);
  return {
    ...toPaymentFacts(gateway, session, state),
    type: session.type,
    operation: operationOf(gateway, session),
    language: session.language,
    checkout_url: gateway.checkoutLink(session),
    redirect_url: session.redirectUrl,
    webhook_url: session.webhookUrl,
    expiration_time: formatPeriod((session.expiresAt - session.createdAt) / 1000),
    pg_codes: session.pgCodes,
    payment_methods: session.pgCodes.map((code) => toOffer(gateway, session, code)),
  };
}

/** What both answers and webhooks say: the money, the state, and what the merchant sent along. */
export function toPaymentFacts(
  gateway: OttuGateway,
  session: SessionRecord,
  state: SessionState,
): Record<string, unknown> {
  const method = gateway.method(session.code ?? "");
  const charge = chargeOf(session, method);
  const taken = ["paid", "authorized", "refunded"].includes(state);
  const zero = formatDecimal(0n, session.currency);
  const remaining = session.remaining ?? zero;
  return {
    ...session.asked,
    session_id: session.sessionId,
    order_no: session.orderNo,
    reference_number: session.referenceNumber,
    amount: session.amount,
    currency_code: session.currency,
    amount_details: {
      currency_code: charge.currency,
      amount: session.amount,
      total: charge.total,
      fee: charge.fee,
    },
    state,
    result: results[state],
    ...(session.code !== null && {
      gateway_account: session.code,
      gateway_name: method?.connector.identifier ?? "unknown",
    }),
    fee: `${charge.fee} ${charge.currency}`,
    paid_amount: state === "paid" ? paidOf(session, remaining) : zero,
    settled_amount: taken ? charge.total : zero,
    remaining_amount: taken ? remaining : session.amount,
    refunded_amount: session.refunded ?? zero,
    ...(session.operations.length > 0 && { transactions: session.operations.map(toChild) }),
    ...(taken && toToken(session)),
    timestamp_utc: new Date(gateway.engine.world.now())
      .toISOString()
      .replace("T", " ")
      .slice(0, 19),
  };
}

function toChild({ sessionId, state, amount }: DoneOperation): object {
  return { session_id: sessionId, state, amount };
}

function paidOf(session: SessionRecord, remaining: string): string {
  const amount = parseDecimal(session.amount, session.currency) ?? 0n;
  return formatDecimal(
    amount - (parseDecimal(remaining, session.currency) ?? 0n),
    session.currency,
  );
}

function operationOf(gateway: OttuGateway, session: SessionRecord): string {
  return gateway.method(session.code ?? session.pgCodes[0] ?? "")?.operation ?? "purchase";
}

function toOffer(gateway: OttuGateway, session: SessionRecord, code: string): object {
  const method = gateway.method(code);
  const charge = chargeOf(session, method);
  const icon = new URL(method?.logo ?? "/media/unknown.svg", gateway.engine.origin).href;
  return {
    code,
    name: method?.name ?? code,
    amount: charge.total,
    currency_code: charge.currency,
    fee: charge.fee,
    fee_description: method?.feeDescription ?? "",
    icon,
    icons: { svg: icon },
    flow: "redirect",
    redirect_url: method?.directLink === false ? null : gateway.methodLink(session, code),
  };
}
