/** An order as a gateway knows it: everything it ever said of it, and every payment it ever took. */
import type { GatewayReport, GatewayState } from "../../server/providers/provider.ts";

/** What the gateway says when asked, from the time on at which its books have it. */
export interface Word {
  readonly at: number;
  readonly visibleAt: number;
  readonly report: GatewayReport;
}

/** Money that the gateway took or reserved. */
export interface Money {
  readonly at: number;
  readonly transactionRef: string;
  readonly stage: "paid" | "authorized";
  /** Whether it is what the order asked for, fees and tips explained. */
  readonly fits: boolean;
}

export interface ModelOrder {
  readonly number: string;
  readonly ref: string;
  readonly notifyToken: string;
  readonly returnToken: string;
  readonly amount: string;
  readonly currency: string;
  readonly codes: readonly string[];
  /** How long it may be paid, as asked for and answered. */
  readonly toldSeconds: number;
  /** When it can no longer be paid: a little later than that. */
  readonly endsAt: number;
  /** When the gateway itself begins to say so; null = never. */
  readonly saysEndedAt: number | null;
  readonly words: Word[];
  readonly money: Money[];
}

export const endedStates: ReadonlySet<GatewayState> = new Set([
  "failed",
  "canceled",
  "expired",
  "closed",
]);

/** How it truly stands, whatever the gateway's books say already. */
export function stateOf(order: ModelOrder): GatewayState {
  return order.words.at(-1)?.report.state ?? "open";
}

export function isPayable(order: ModelOrder, now: number): boolean {
  const state = stateOf(order);
  return (state === "open" || state === "attempted") && now < order.endsAt;
}

/** What the gateway says of it at `now`. */
export function wordOf(order: ModelOrder, now: number): GatewayReport {
  const known = order.words.filter((word) => word.visibleAt <= now).at(-1);
  if (known === undefined) throw new Error("an order begins with a word");
  return known.report;
}

/** Whether it ended without money, and is paid after all. */
export function changedItsMind({ words, money }: ModelOrder): boolean {
  const ended = words.find(({ report }) => endedStates.has(report.state));
  return ended !== undefined && (money[0]?.at ?? -Infinity) >= ended.at;
}
