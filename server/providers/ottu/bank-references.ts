/**
 * The bank's references in what Ottu passes on of the bank's own answer, `gateway_response`: in
 * webhooks, disclosures, and answers that carry it. Everything else in there (`udf1` to `udf5`, which
 * hold what a merchant put in, names, cards) is left behind.
 */
import { pickReferences } from "../pick-references.ts";
import type { References } from "../provider.ts";
import { isObject, readGatewayResponse } from "./gateway-response.ts";

/** As KNET has them; other banks use some of the same. */
const names = [
  "ref",
  "tranid",
  "trackid",
  "paymentid",
  "auth",
  "postdate",
  "result",
  "responsecode",
] as const;

/** Of a message, JSON or a form, or of an answer. Undefined where there are none. */
export function readBankReferences(message: unknown): References | undefined {
  const response = isObject(message) ? readGatewayResponse(message) : undefined;
  return response === undefined ? undefined : pickReferences(response, names);
}
