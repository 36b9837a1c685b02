/** What the checkout is doing, and what holds while it does. `:state(…)` says it to style sheets. */
export type Phase =
  | "idle"
  | "loading"
  | "ready"
  | "empty"
  | "failed"
  | "starting"
  | "confirming"
  | "redirecting"
  | "waiting"
  | "unpaid"
  | "settled";

type Phases = readonly Phase[];

/** Nothing has been read yet. */
export const unread: Phases = ["idle", "loading"];
/** The picker is there, and what the shopper does with it stays. */
export const picking: Phases = ["ready", "starting", "confirming", "redirecting"];
/** Pay can be pressed. */
export const payable: Phases = ["ready", "confirming"];
/** The gateway has said what it will charge. */
export const priced: Phases = ["confirming", "redirecting"];
/** A press of Pay is being carried out. */
export const underWay: Phases = ["starting", "redirecting"];
/** The end of the time ends it: who is on the way, or has come to an outcome, is past that. */
export const expiring: Phases = ["loading", "ready"];
/** The widget cannot take the shopper further; the page's own link may. */
export const deadEnds: Phases = ["failed", "empty", "unpaid"];
