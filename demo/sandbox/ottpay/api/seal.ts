/** Seals what is sent, written in the dialect that the gateway speaks at the moment. */
import type { OttpayGateway } from "../model/gateway.ts";
import { sealEnvelope } from "./envelope.ts";
import type { Envelope, Fields } from "./envelope.ts";

export function sealInDialect(
  { dialect, merchant }: OttpayGateway,
  fields: Fields,
  signKey = merchant.signKey,
): Envelope {
  const { numbers, base64, escapes } = dialect;
  const written = numbers === "json" ? withNumbers(fields) : fields;
  return sealEnvelope(written, signKey, { base64, escapes });
}

const countedFields = ["amount", "tip", "convenience_fee", "total_amount", "refund_fee"];

function withNumbers(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      countedFields.includes(name) && /^\d+$/.test(String(value)) ? Number(value) : value,
    ]),
  );
}
