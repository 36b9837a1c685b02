/** What a pay page shows: each a value, decided before anything is rendered. */
import type { CheckoutView } from "../../../contract/contract.ts";
import type { Choice, Priced } from "./method-form.ts";

export type Scene =
  /** Nothing can be said of the session, or nothing done: why, and a way on where there is one. */
  | {
      readonly kind: "trouble";
      readonly text: string;
      readonly requestId: string;
      readonly way: Way;
    }
  /** The methods. */
  | { readonly kind: "form"; readonly token: string; readonly choice: Choice }
  /** The gateway charges another total than the button said. */
  | ({ readonly kind: "confirm"; readonly token: string } & Priced)
  /** Not known yet. `look`: how often the page has looked by itself; none where the widget looks. */
  | { readonly kind: "waiting"; readonly look: number }
  /** The shopper came back, and nothing was paid. */
  | { readonly kind: "unpaid" }
  /** The session's own end. */
  | { readonly kind: "outcome" };

/** Back to the payment, back to the shop, or nowhere. */
export type Way = "open" | "back" | "none";

export interface Visit {
  /** The shopper came back from a gateway. */
  readonly returned: boolean;
  readonly look: number;
}

/** Undefined where the methods are to be shown. */
export function sceneOf(view: CheckoutView, { returned, look }: Visit): Scene | undefined {
  if (view.status !== "open" && view.status !== "pending") return { kind: "outcome" };
  if (isChargeUnknown(view)) return { kind: "waiting", look };
  if (!returned) return undefined;
  return view.status === "pending" ? { kind: "waiting", look } : { kind: "unpaid" };
}

/** Whether a card was charged is not known yet: nothing else is offered until it is. */
export function isChargeUnknown({ last, methods }: CheckoutView): boolean {
  return (
    last?.status === "pending" &&
    methods.some(({ id, frame }) => id === last.method && frame !== undefined)
  );
}

/** How often a page looks by itself: for a minute and a half, with growing pauses. */
const mostLooks = 12;
const longestPauseSeconds = 10;

/** Seconds until the page looks again by itself; undefined where it has looked often enough. */
export function pauseBefore(look: number): number | undefined {
  return look > mostLooks ? undefined : Math.min(2 + look, longestPauseSeconds);
}

/** @param text of a query: anything at all */
export function readLook(text: unknown): number {
  return typeof text === "string" && /^\d{1,2}$/.test(text) ? Number(text) : 0;
}
