/**
 * The disclosure: what the older Payment Request API tells a merchant when a payment ended. It says
 * less than a webhook: no session, no state. Not every installation signs it.
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
  return {
    ...Object.fromEntries(Object.entries(facts).filter(([name]) => told.test(name))),
    gateway_response: { simulated: true, transaction_id: session.referenceNumber },
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
