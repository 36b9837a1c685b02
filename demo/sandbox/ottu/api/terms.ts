/**
 * What a merchant may ask for beside the money: that the card is kept, under which agreement it is
 * charged again, and what Ottu itself tells the customer. One thing wrong, and there is no payment.
 * @see https://docs.ottu.com/developer/checkout-api
 */
import type { Method } from "../model/methods.ts";
import type { SessionRecord } from "../model/session.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";

const paymentTypes = ["one_off", "auto_debit", "save_card"] as const;
type PaymentType = (typeof paymentTypes)[number];

const told = [
  "created",
  "paid",
  "canceled",
  "failed",
  "expired",
  "authorized",
  "voided",
  "refunded",
  "captured",
];
const frequencies = [
  "irregular",
  "daily",
  "weekly",
  "semi_monthly",
  "monthly",
  "quarterly",
  "semi_annually",
  "yearly",
  "other",
];
const agreementTypes = ["recurring", "installment", "unscheduled", "event_based", "other"];
/** What a bank must know of a series before its first payment. */
const recurringNeeds = [
  "amount_variability",
  "cycle_interval_days",
  "expiry_date",
  "frequency",
  "total_cycles",
];

/** The fields as they are echoed later. */
export function readTerms(fields: Fields, methods: readonly Method[]): Record<string, unknown> {
  const type = fields.choice("payment_type", paymentTypes);
  const agreement = fields.object("agreement");
  const notifications = fields.object("notifications");
  checkMethods(fields, type, methods);
  checkAgreement(fields, type, agreement);
  checkNotifications(fields, notifications);
  return {
    ...(type !== null && { payment_type: type }),
    ...(agreement !== null && { agreement }),
    ...(notifications !== null && { notifications }),
  };
}

function isLasting(type: PaymentType | null): boolean {
  return type === "auto_debit" || type === "save_card";
}

function checkMethods(fields: Fields, type: PaymentType | null, methods: readonly Method[]): void {
  if (!isLasting(type)) return;
  if (!fields.has("customer_id")) fields.complain("customer_id", "This field is required.");
  for (const { code, is_tokenizable, auto_debit_enabled } of methods) {
    if (!is_tokenizable || (type === "auto_debit" && !auto_debit_enabled)) {
      fields.complain("pg_codes", `"${code}" does not support ${type}.`);
    }
  }
}

function checkAgreement(fields: Fields, type: PaymentType | null, agreement: Body | null): void {
  if (type !== "auto_debit") {
    if (agreement !== null) fields.complain("agreement", "Only for payment_type auto_debit.");
    return;
  }
  if (agreement === null) {
    return void fields.complain("agreement", "This field is required.");
  }
  const inner = new Fields(agreement);
  inner.text("id", 128, true);
  const kind = inner.choice("type", agreementTypes) ?? "recurring";
  const frequency = inner.choice("frequency", frequencies);
  inner.choice("amount_variability", ["fixed", "variable"]);
  if (kind === "unscheduled" && frequency !== null && frequency !== "irregular") {
    inner.complain("frequency", "Must be irregular for an unscheduled agreement.");
  }
  for (const name of kind === "recurring" ? recurringNeeds : []) {
    if (!inner.has(name)) inner.complain(name, "This field is required.");
  }
  for (const [name, most] of [
    ["cycle_interval_days", 366],
    ["total_cycles", 999],
  ] as const) {
    const value = agreement[name];
    const isRight = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;
    if (inner.has(name) && !isRight) inner.complain(name, `Must be from 1 to ${most}.`);
  }
  for (const name of ["start_date", "expiry_date"]) {
    if (inner.has(name) && !/^\d{4}-\d{2}-\d{2}$/.test(String(agreement[name]))) {
      inner.complain(name, "Date has wrong format. Use YYYY-MM-DD.");
    }
  }
  for (const [name, messages] of Object.entries(inner.errors)) {
    for (const message of messages) fields.complain("agreement", `${name}: ${message}`);
  }
}

function checkNotifications(fields: Fields, notifications: Body | null): void {
  const needs = { email: "customer_email", sms: "customer_phone" } as const;
  for (const [channel, events] of Object.entries(notifications ?? {})) {
    const isKnown = channel === "email" || channel === "sms";
    const isList =
      Array.isArray(events) && events.every((event) => told.some((known) => known === event));
    if (!isKnown || !isList) fields.complain("notifications", `"${channel}" is not valid.`);
    else if (!fields.has(needs[channel])) {
      fields.complain(needs[channel], "This field is required.");
    }
  }
}

/** What stands for the card from then on. Whoever has it can charge. */
export function toToken({ asked, sessionId, code }: SessionRecord): object {
  const type = asked["payment_type"];
  if (type !== "auto_debit" && type !== "save_card") return {};
  return {
    token: {
      token: `tok_${sessionId.slice(0, 24)}`,
      customer_id: asked["customer_id"],
      pg_code: code,
      brand: "VISA",
      name_on_card: "SANDBOX",
      number: "**** 0000",
      expiry_month: "12",
      expiry_year: "39",
      is_preferred: false,
      is_expired: false,
    },
  };
}
