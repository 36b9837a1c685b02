/** Of a file of its own: only the chunk that fires it carries it. */
import type { WidgetEventName } from "../contract/vocabulary.ts";

export interface OutdatedDetail {
  /** The one that can no longer be paid. */
  session: string | undefined;
  /** Its order has changed, or its time is over. */
  reason: "changed" | "expired";
}

const name: WidgetEventName = "otter-outdated";

/**
 * The shopper wants to go on with an order whose session is over. Prevent it, and set the new `session`;
 * else `createSession` is asked at the next press of Pay, or, where the page set the session, the page
 * is loaded anew.
 */
export class OtterOutdatedEvent extends CustomEvent<OutdatedDetail> {
  constructor(detail: OutdatedDetail) {
    super(name, { bubbles: true, composed: true, cancelable: true, detail });
  }
}
