/** Pay is pressed, and what may come of it before the shopper leaves. */
import { open, openInCanada, refused, session, started } from "./answers.ts";
import { canada, gulf, knet } from "./methods.ts";
import type { State } from "./state.ts";

const group = "paying";
const attributes = { session, rows: String(gulf.length) };
const checkout = open();
const choosePay = [{ choose: knet.id }, { submit: true }] as const;
const alert = "[part=note] :is(.alert, .callout)";

export const paying: readonly State[] = [
  {
    ...{ name: "nothing-chosen", title: "Pay was pressed with nothing chosen", group },
    attributes,
    answers: { checkout },
    steps: [{ submit: true }],
    phase: "ready",
    shows: alert,
  },
  {
    ...{ name: "card-errors", title: "Pay was pressed with an empty card form", group },
    attributes: { session, rows: String(canada.length) },
    answers: { checkout: openInCanada(canada) },
    steps: [{ choose: "ottpay:CARD" }, { submit: true }],
    phase: "ready",
    showsInFrame: ".wrong",
  },
  {
    ...{
      name: "starting",
      title: "The payment is being started, for sixteen seconds at most",
      group,
    },
    attributes,
    answers: { checkout, payments: "silence" },
    steps: choosePay,
    phase: "starting",
  },
  {
    ...{ name: "total-changed", title: "The gateway's fee makes it another total", group },
    attributes,
    answers: { checkout, payments: started({ amount: "12.900", fee: "0.150" }) },
    steps: choosePay,
    phase: "confirming",
    shows: "[part~=sum]",
  },
  {
    ...{ name: "currency-changed", title: "The gateway charges in another currency", group },
    attributes,
    answers: { checkout, payments: started({ amount: "41.60", fee: "0.00", currency: "USD" }) },
    steps: choosePay,
    phase: "confirming",
    shows: "[part~=sum]",
  },
  {
    ...{ name: "redirecting", title: "The gateway's page is opening", group },
    attributes,
    answers: { checkout, payments: started() },
    steps: choosePay,
    phase: "redirecting",
  },
  {
    ...{ name: "by-hand", title: "The page could not be left: a link to go on", group },
    attributes,
    answers: { checkout, payments: started() },
    steps: [...choosePay, { until: "redirecting" }, { until: "ready" }],
    phase: "ready",
    shows: "[part=link]",
  },
  {
    ...{ name: "gateway-refuses", title: "The gateway does not answer", group },
    attributes,
    answers: { checkout, payments: refused(502, "gateway_unavailable") },
    steps: choosePay,
    phase: "ready",
    shows: alert,
  },
  {
    ...{ name: "method-gone", title: "The method is no longer offered", group },
    attributes,
    answers: { checkout, payments: refused(409, "method_unavailable", false) },
    steps: choosePay,
    phase: "ready",
    shows: alert,
  },
  {
    ...{ name: "too-many-attempts", title: "Too many tries", group },
    attributes,
    answers: { checkout, payments: refused(429, "too_many_attempts", false) },
    steps: choosePay,
    phase: "ready",
    shows: alert,
  },
  {
    ...{ name: "start-lost", title: "The network is lost while starting", group },
    attributes,
    answers: { checkout, payments: "cut" },
    steps: choosePay,
    phase: "ready",
    shows: alert,
  },
  {
    ...{ name: "superseded", title: "Another session has taken this one's place", group },
    attributes,
    answers: { checkout, payments: refused(409, "session_canceled", false) },
    steps: choosePay,
    phase: "failed",
  },
];
