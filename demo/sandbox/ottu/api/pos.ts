/**
 * The older Payment Request API: POST /pos/crt/ makes an order of the E-Commerce plugin for one
 * gateway, POST /pos/d/crt/ one of the Payment Request plugin, whose shopper chooses here. No key is
 * asked for. Creating is not idempotent, and nothing tells how long an order lives.
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
  ["customer_address_line1", 255],
  ["customer_address_line2", 255],
  ["customer_address_city", 40],
  ["customer_address_state", 40],
  ["customer_address_country", 2],
  ["customer_address_postal_code", 12],
];
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
  const pgCodes =
    flow === "pos" ? readCode(gateway, fields, currency) : codesFor(gateway, currency, type);
  const initiator = flow === "pos-d" ? readInitiator(fields, body) : null;
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
    session.flow === "pos" ? gateway.methodLink(session, code) : gateway.checkoutLink(session);
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

function readCode(gateway: OttuGateway, fields: Fields, currency: string): string[] {
  const code = fields.text("gateway_code", 255, true);
  if (code === null) return [];
  if (!gateway.offers(code, currency, "e_commerce")) fields.complainOfChoice("gateway_code", code);
  return [code];
}

function codesFor(gateway: OttuGateway, currency: string, type: Plugin): string[] {
  return gateway.methods
    .filter(
      (method) => method.accepted_currencies.includes(currency) && method.plugins.includes(type),
    )
    .map(({ code }) => code);
}

function readInitiator(fields: Fields, body: Body): number | null {
  const value = body["initiator"];
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
  const isMissing = value === undefined || value === null;
  fields.complain(
    "initiator",
    isMissing ? "This field is required." : "A valid integer is required.",
  );
  return null;
}

function readUrl(fields: Fields, name: string): string | null {
  fields.text(name, 200);
  return fields.url(name);
}

function readAsked(fields: Fields, body: Body): Record<string, unknown> {
  for (const [name, longest, required] of texts) fields.text(name, longest, required);
  for (const name of flags) fields.flag(name);
  fields.object("extra");
  const names = [...texts.map(([name]) => name), ...flags, "extra"];
  return Object.fromEntries(
    names.filter((name) => fields.has(name)).map((name) => [name, body[name]]),
  );
}
