/**
 * The Checkout API. Creating is not idempotent, as with Ottu: the same request twice makes two
 * sessions. Of the fields that are only echoed, just the size is bounded.
 * @see https://docs.ottu.com/developer/checkout-api
 */
import type { Answer } from "../../answer.ts";
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { randomHex, randomLetters } from "../../world.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { plugins } from "../model/methods.ts";
import type { Plugin } from "../model/methods.ts";
import { isOpen } from "../model/session.ts";
import type { SessionRecord } from "../model/session.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import { parsePeriod } from "./period.ts";
import { detail, notFound, wrongFields } from "./refusals.ts";
import { toSessionAnswer } from "./session-answer.ts";
import { readTerms } from "./terms.ts";

const longestLifeSeconds = 30 * 86_400;
const usualLifeSeconds = 86_400;

const echoedTexts: ReadonlyArray<readonly [name: string, longest: number]> = [
  ["customer_id", 64],
  ["customer_email", 128],
  ["customer_phone", 16],
  ["customer_first_name", 64],
  ["customer_last_name", 64],
];
const echoedObjects = ["billing_address", "shipping_address"];

export function createSession(gateway: OttuGateway, body: Body): Answer {
  const fields = new Fields(body);
  const type = fields.choice("type", plugins, true);
  const currency = readCurrency(fields);
  const amount = readAmount(fields, currency);
  const pgCodes = readCodes(gateway, fields, currency, type);
  const orderNo = fields.text("order_no", 128);
  const language = fields.choice("language", ["en", "ar"]);
  const redirectUrl = fields.url("redirect_url");
  const webhookUrl = fields.url("webhook_url");
  const lifeSeconds = readLife(fields);
  const asked = {
    ...readEchoed(fields, body),
    ...readTerms(
      fields,
      pgCodes.flatMap((code) => gateway.method(code) ?? []),
    ),
  };
  if (!fields.sound) return wrongFields(fields.errors);
  const { world } = gateway.engine;
  const createdAt = world.now();
  const session: SessionRecord = {
    sessionId: randomHex(world, 40),
    flow: "checkout",
    type: type ?? "e_commerce",
    orderNo,
    referenceNumber: `otter${randomLetters(world, 6)}`,
    amount,
    currency,
    pgCodes,
    redirectUrl,
    webhookUrl,
    asked,
    createdAt,
    state: "created",
    stateBefore: "created",
    code: null,
    customerId: fields.text("customer_id", 64),
    language: language ?? "en",
    expiresAt: createdAt + lifeSeconds * 1000,
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
  return { status: 201, body: toSessionAnswer(gateway, session) };
}

export function readSession(gateway: OttuGateway, sessionId: string, lagMs: number): Answer {
  const session = gateway.book.find(sessionId);
  if (session === undefined) return notFound();
  return { status: 200, body: toSessionAnswer(gateway, session, lagMs) };
}

/** Only while nobody has paid: what was agreed on then stands. */
export function changeSession(gateway: OttuGateway, sessionId: string, body: Body): Answer {
  const session = gateway.book.find(sessionId);
  if (session === undefined) return notFound();
  if (!isOpen(session, gateway.engine.world.now())) {
    return detail(400, `A payment in state ${session.state} cannot be changed.`);
  }
  const fields = new Fields(body);
  const amount = fields.has("amount") ? readAmount(fields, session.currency) : session.amount;
  const pgCodes = fields.has("pg_codes")
    ? readCodes(gateway, fields, session.currency, session.type)
    : session.pgCodes;
  const redirectUrl = fields.url("redirect_url") ?? session.redirectUrl;
  const webhookUrl = fields.url("webhook_url") ?? session.webhookUrl;
  const language = fields.choice("language", ["en", "ar"]) ?? session.language;
  if (!fields.sound) return wrongFields(fields.errors);
  Object.assign(session, { amount, pgCodes, redirectUrl, webhookUrl, language });
  return { status: 200, body: toSessionAnswer(gateway, session) };
}

export function readCurrency(fields: Fields): string {
  const currency = fields.text("currency_code", 3, true) ?? "";
  if (currency !== "" && !/^[A-Z]{3}$/.test(currency)) {
    fields.complainOfChoice("currency_code", currency);
  }
  return currency;
}

/** With exactly the currency's decimals, as Ottu writes it back. */
export function readAmount(fields: Fields, currency: string): string {
  const text = fields.text("amount", 24, true);
  if (text === null) return "0";
  const minor = parseDecimal(text, currency);
  if (minor === null || minor <= 0n) {
    fields.complain("amount", "A valid number with the decimals of the currency is required.");
  }
  return formatDecimal(minor ?? 0n, currency);
}

function readCodes(
  gateway: OttuGateway,
  fields: Fields,
  currency: string,
  type: Plugin | null,
): string[] {
  const codes = fields.texts("pg_codes", true) ?? [];
  for (const code of codes) {
    if (!gateway.offers(code, currency, type)) fields.complainOfChoice("pg_codes", code);
  }
  return [...new Set(codes)];
}

function readLife(fields: Fields): number {
  const text = fields.text("expiration_time", 16);
  if (text === null) return usualLifeSeconds;
  const seconds = parsePeriod(text);
  if (seconds === null || seconds === 0 || seconds > longestLifeSeconds) {
    fields.complain("expiration_time", "Duration has wrong format. Use [DD] [HH:[MM:]]ss.");
  }
  return seconds ?? usualLifeSeconds;
}

function readEchoed(fields: Fields, body: Body): Record<string, unknown> {
  for (const [name, longest] of echoedTexts) fields.text(name, longest);
  for (const name of [...echoedObjects, "extra"]) fields.object(name);
  const names = [...echoedTexts.map(([name]) => name), ...echoedObjects, "extra"];
  return Object.fromEntries(
    names.filter((name) => fields.has(name)).map((name) => [name, body[name]]),
  );
}
