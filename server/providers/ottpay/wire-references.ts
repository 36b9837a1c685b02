/** What OTT Pay, and the wallet or bank behind it, call a payment. Our own numbers are not among them. */
import { pickReferences } from "../pick-references.ts";
import type { References } from "../provider.ts";
import type { OpenedFields } from "./envelope.ts";

const names = ["order_id", "bizpay_order_id", "trackorderId"] as const;

export function readReferences(fields: OpenedFields): References | undefined {
  return pickReferences(fields, names);
}
