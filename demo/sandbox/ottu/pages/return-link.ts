/** Where the shopper's browser is sent, with what Ottu adds to it. None of it is signed. */
import type { SessionRecord } from "../model/session.ts";

/** Null where the merchant named no address. */
export function returnLink(session: SessionRecord): string | null {
  if (session.redirectUrl === null) return null;
  const url = new URL(session.redirectUrl);
  const extra = session.asked["extra"];
  const added = {
    ...(session.orderNo !== null && { order_no: session.orderNo }),
    reference_number: session.referenceNumber,
    ...(session.flow === "checkout" && { session_id: session.sessionId }),
    ...(typeof extra === "object" && extra),
  };
  for (const [name, value] of Object.entries(added as Record<string, unknown>)) {
    url.searchParams.append(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  return url.href;
}
