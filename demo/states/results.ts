/** What the page shows that the shopper comes back to. */
import { ended, open, openInCanada, receipt, refused, session } from "./answers.ts";
import { canada, gulf } from "./methods.ts";
import type { State } from "./state.ts";

const group = "result";
const attributes = { session, result: "" };
const last = (status: string) => ({ last: { method: gulf[0]!.id, status } });
const pending = open(gulf, { status: "pending", ...last("pending") });
const moves = "the page's own link is shown where the widget cannot go on";
const grows = "a receipt is longer than what the wait for it kept free";
/** A payment is waited for a minute and a half. */
const patience = 91;

export const results: readonly State[] = [
  {
    ...{ name: "paid", title: "Paid", group },
    attributes,
    answers: { checkout: ended("paid", receipt) },
    phase: "paid",
    moves: grows,
  },
  {
    ...{ name: "authorized", title: "Authorized: paid later", group },
    attributes,
    answers: { checkout: ended("authorized", receipt) },
    phase: "authorized",
    moves: grows,
  },
  {
    ...{ name: "review", title: "The gateway checks the payment", group },
    attributes,
    answers: { checkout: ended("review") },
    phase: "review",
  },
  {
    ...{ name: "canceled", title: "The shop has canceled the order", group },
    attributes,
    answers: { checkout: ended("canceled") },
    phase: "canceled",
  },
  {
    ...{ name: "expired", title: "The time was over", group },
    attributes,
    answers: { checkout: ended("expired") },
    phase: "expired",
  },
  {
    ...{ name: "waiting", title: "The gateway has not said yet", group },
    attributes,
    answers: { checkout: pending },
    phase: "waiting",
  },
  {
    ...{ name: "stalled", title: "The gateway has not said for long", group },
    attributes,
    answers: { checkout: pending },
    steps: [{ until: "waiting" }, { later: patience }],
    phase: "waiting",
    shows: "[part=retry]",
  },
  {
    ...{ name: "charge-unknown", title: "Nobody knows yet whether the card was charged", group },
    attributes: { session, rows: "4" },
    answers: {
      checkout: openInCanada(canada, {
        status: "pending",
        last: { method: "ottpay:CARD", status: "pending" },
      }),
    },
    phase: "waiting",
    moves: "waiting takes less room than the picker",
  },
  {
    ...{ name: "not-paid", title: "Nothing was paid", group },
    attributes,
    answers: { checkout: open() },
    phase: "unpaid",
    moves,
  },
  ...(["failed", "canceled", "expired"] as const).map((status): State => ({
    ...{ name: `not-paid-${status}`, title: `The payment was ${status}`, group },
    attributes,
    answers: { checkout: open(gulf, last(status)) },
    phase: "unpaid",
    moves,
  })),
  {
    ...{ name: "result-lost", title: "The result cannot be read", group },
    attributes,
    answers: { checkout: refused(503, "ledger_unavailable") },
    phase: "failed",
    moves,
  },
  {
    ...{ name: "result-of-nothing", title: "A result page without a session", group },
    attributes: { result: "" },
    answers: {},
    phase: "failed",
    moves,
  },
];
