/**
 * The disclosure: what the older Payment Request API tells a merchant when a payment ended. It says
 * less than a webhook: no session, no state. Not every installation signs it, and the sample in
 * Ottu's document is not signed.
 */
import type { OttuGateway } from "../model/gateway.ts";
import type { PosDialect } from "../model/pos-dialect.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import { toPaymentFacts } from "./session-answer.ts";
import type { Payload } from "./signature.ts";

const told =
  /^(amount|currency_code|gateway_account|gateway_name|order_no|reference_number|result|customer_.*)$/;

export function toDisclosure(
  gateway: OttuGateway,
  session: SessionRecord,
  state: SessionState,
): Payload {
  const facts = toPaymentFacts(gateway, session, state);
  const { fullName, response } = gateway.posDialect;
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([name]) => told.test(name))),
    ...(fullName === "sent" && { full_name: fullNameOf(session) }),
    gateway_response:
      response === "knet"
        ? toKnetResponse(session, state)
        : { simulated: true, transaction_id: session.referenceNumber },
  };
}

function fullNameOf({ asked }: SessionRecord): string {
  const names = ["customer_first_name", "customer_last_name"].map((name) => textOf(asked[name]));
  return textOf(asked["full_name"]) || names.filter((name) => name !== "").join(" ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** KNET's answer to Ottu. In the user-defined fields is what the merchant sent along: the customer. */
function toKnetResponse(session: SessionRecord, state: SessionState): Payload {
  const { asked, referenceNumber } = session;
  const isTaken = state === "paid" || state === "authorized";
  const digits = String(Number.parseInt(session.sessionId.slice(0, 12), 16)).padStart(15, "0");
  const date = new Date(session.settledAt ?? session.createdAt).toISOString();
  return {
    result: isTaken ? "CAPTURED" : state === "canceled" ? "CANCELED" : "NOT CAPTURED",
    postdate: date.slice(5, 10).replace("-", ""),
    ref: digits.slice(0, 12),
    trackid: referenceNumber,
    tranid: date.slice(0, 4) + digits.slice(0, 11),
    udf1: textOf(asked["customer_email"]),
    udf2: textOf(asked["customer_phone"]),
    udf3: "",
    udf4: "",
    udf5: session.orderNo ?? "",
    eci: "7",
    responsecode: isTaken ? "00" : "05",
    paymentid: `100${digits}`,
    auth: isTaken ? digits.slice(-6) : "000000",
  };
}

/** In the installation's spelling, after it was signed. */
export function spell(message: Payload, { gatewayName, signature }: PosDialect): Payload {
  const { gateway_name: name, signature: seal, ...rest } = message;
  return {
    ...rest,
    ...(name === undefined ? {} : { [gatewayName]: name }),
    ...(signature === "none" || seal === undefined ? {} : { signature: seal }),
  };
}
