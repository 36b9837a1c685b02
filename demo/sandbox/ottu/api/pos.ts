/**
 * The older Payment Request API: POST /pos/crt/ makes an order of the E-Commerce plugin, POST
 * /pos/d/crt/ one of the Payment Request plugin. Ottu's pages differ on who asks for what: here the
 * first wants `gateway_code` and takes `initiator`, the second the other way round. Without a code the
 * shopper chooses here. No key is asked for. Creating is not idempotent, and nothing tells how long an
 * order lives.
 */
import type { Answer } from "../../answer.ts";
import { randomHex, randomLetters } from "../../world.ts";
import type { OttuGateway } from "../model/gateway.ts";
import type { Plugin } from "../model/methods.ts";
import type { PosDialect } from "../model/pos-dialect.ts";
import type { SessionRecord } from "../model/session.ts";
import { readAmount, readCurrency } from "./checkout.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import { wrongFields } from "./refusals.ts";

export type PosFlow = "pos" | "pos-d";

const lifeMs = 30 * 86_400_000;

const texts: ReadonlyArray<readonly [name: string, longest: number, required?: true]> = [
  ["customer_email", 128, true],
  ["customer_phone", 16],
  ["customer_first_name", 64],
  ["customer_last_name", 64],
  ["full_name", 255],
  ["customer_address_line1", Infinity],
  ["customer_address_line2", Infinity],
  ["customer_address_city", 40],
  ["customer_address_state", 40],
  ["customer_address_country", 40],
];
const postalCode = "customer_address_postal_code";
const flags = [
  "email_payment_details",
  "sms_payment_details",
  "email_notification",
  "sms_notification",
];

export function createPosOrder(gateway: OttuGateway, flow: PosFlow, body: Body): Answer {
  const fields = new Fields(body);
  const currency = readCurrency(fields);
  const amount = readAmount(fields, currency);
  const type: Plugin = flow === "pos" ? "e_commerce" : "payment_request";
  const code = readCode(gateway, fields, { currency, type });
  const pgCodes = code === null ? codesFor(gateway, currency, type) : [code];
  const initiator = readInitiator(fields, body, flow === "pos-d");
  const asked = readAsked(fields, body);
  const orderNo = fields.text("order_no", 128);
  const language = fields.choice("language", ["en", "ar"]) ?? "en";
  const [redirectUrl, disclosureUrl] = [
    readUrl(fields, "redirect_url"),
    readUrl(fields, "disclosure_url"),
  ];
  if (!fields.sound) return wrongFields(fields.errors);
  const { world } = gateway.engine;
  const createdAt = world.now();
  const session: SessionRecord = {
    sessionId: randomHex(world, 40),
    flow,
    type,
    orderNo,
    referenceNumber: `otter${randomLetters(world, 6)}`,
    amount,
    currency,
    pgCodes,
    redirectUrl,
    webhookUrl: disclosureUrl,
    asked: initiator === null ? asked : { ...asked, initiator },
    createdAt,
    state: "created",
    stateBefore: "created",
    code: null,
    customerId: null,
    language,
    expiresAt: createdAt + lifeMs,
    attempts: 0,
    payments: 0,
    remaining: null,
    refunded: null,
    operations: [],
    settledAt: null,
    inquiredAt: [],
    notifications: [],
  };
  gateway.book.add(session);
  return toPosAnswer(gateway, session, gateway.posDialect);
}

function toPosAnswer(gateway: OttuGateway, session: SessionRecord, dialect: PosDialect): Answer {
  const [code = ""] = session.pgCodes;
  const link =
    session.pgCodes.length === 1
      ? gateway.methodLink(session, code)
      : gateway.checkoutLink(session);
  const usual = session.flow === "pos" ? { url: link } : { payment_url: link };
  const details = { details_fields: { "Payment URL": link, Amount: session.amount } };
  return {
    status: Number(dialect.status),
    body: {
      order_no: session.orderNo,
      reference_number: session.referenceNumber,
      ...(dialect.link === "usual" ? usual : details),
    },
  };
}

function readCode(
  gateway: OttuGateway,
  fields: Fields,
  { currency, type }: { readonly currency: string; readonly type: Plugin },
): string | null {
  const code = fields.text("gateway_code", 255, type === "e_commerce");
  if (code === null) return null;
  if (!gateway.offers(code, currency, type)) fields.complainOfChoice("gateway_code", code);
  return code;
}

function codesFor(gateway: OttuGateway, currency: string, type: Plugin): string[] {
  return gateway.methods
    .filter(
      (method) => method.accepted_currencies.includes(currency) && method.plugins.includes(type),
    )
    .map(({ code }) => code);
}

/** A whole number, or its digits as a text, as in the document's sample. */
function readInitiator(fields: Fields, body: Body, required: boolean): number | null {
  const value = body["initiator"];
  if (value === undefined || value === null) {
    if (required) fields.complain("initiator", "This field is required.");
    return null;
  }
  const number = typeof value === "string" && /^\d{1,12}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number > 0) return number;
  fields.complain("initiator", "A valid integer is required.");
  return null;
}

/** An integer in the document; a text is taken too, as from a form. */
function checkPostalCode(fields: Fields, body: Body): void {
  const value = body[postalCode];
  if (typeof value !== "number") return void fields.text(postalCode, 12);
  if (!Number.isSafeInteger(value) || value < 0) {
    return fields.complain(postalCode, "A valid integer is required.");
  }
  if (String(value).length > 12) {
    fields.complain(postalCode, "Ensure this field has no more than 12 characters.");
  }
}

function readUrl(fields: Fields, name: string): string | null {
  fields.text(name, 200);
  return fields.url(name);
}

function readAsked(fields: Fields, body: Body): Record<string, unknown> {
  for (const [name, longest, required] of texts) fields.text(name, longest, required);
  checkPostalCode(fields, body);
  for (const name of flags) fields.flag(name);
  fields.object("extra");
  const names = [...texts.map(([name]) => name), postalCode, ...flags, "extra"];
  return Object.fromEntries(
    names.filter((name) => fields.has(name)).map((name) => [name, body[name]]),
  );
}
