/**
 * Orders by Ottu's older Payment Request API, which Ottu advises against: its Checkout API can be
 * asked at any time how an order stands, this one cannot. So an order is settled by its disclosure
 * (pos-disclosure.ts), and by the inquiry, which Ottu answers after ten minutes and seldom.
 *
 * Making an order is not idempotent and is not repeated, but where a refusal says that nothing was
 * made and which field to leave out. No key is sent along: none of the known
 * clients of these paths does. How long an order lives cannot be said when it is made, so it is
 * taken to live as long as its session, and is expired by its number after that.
 */
import { createHash } from "node:crypto";
import type { MethodFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import { GatewayError } from "../../platform/errors.ts";
import { readPaymentLink } from "../../platform/payment-link.ts";
import type {
  GatewayOrder,
  GatewayReport,
  KnownOrder,
  OrderRequest,
  QueryPace,
} from "../provider.ts";
import type { OttuApi } from "./api.ts";
import { invalidAnswer, OttuRefusal } from "./api.ts";
import { isDeliverable, toReport } from "./checkout.ts";
import type { PosTrust } from "./pos-disclosure.ts";
import type { TestCodes } from "./test-codes.ts";
import { isOperationDone, operationKeyHeader, paths, readOrder, toExpire } from "./wire.ts";
import {
  optionalFields,
  pluginOf,
  posPaths,
  readPosLink,
  toInquiry,
  toPosOrder,
} from "./wire-pos.ts";
import type { PosFlow, PosOrder } from "./wire-pos.ts";

export interface PosSettings {
  readonly flow: PosFlow;
  readonly trust: PosTrust;
  /** A user's number in Ottu's panel; `pos-d` requires one. */
  readonly initiator: number | null;
}

const minute = 60_000;

/**
 * Ottu's limits with a margin: our clock starts before Ottu's does, by as long as making an order
 * may take, and a call that is sent in time must not arrive too early.
 */
export const inquiryPace: QueryPace = {
  firstAfterMs: 10 * minute + 15_000,
  betweenMs: 30 * minute + 5_000,
  perDay: 3,
};

/** An order of this API has no reference but its number. @param unknown for one that has none at all */
export function isPosOrder({ providerRef, orderNumber }: KnownOrder, unknown: boolean): boolean {
  return providerRef === null ? unknown : providerRef === orderNumber;
}

/** It makes orders of one plugin, and none that keeps a card. */
export function posServes(filter: MethodFilter, { flow }: PosSettings): boolean {
  const ofPlugin = filter.plugin === undefined || filter.plugin === pluginOf[flow];
  return ofPlugin && filter.tokenizable !== true && filter.autoDebit !== true;
}

interface OlderApi {
  /** Speaks to the installation without a key. */
  readonly keyless: OttuApi;
  readonly url: string;
  readonly settings: PosSettings;
  readonly clock: Clock;
}

/** @throws GatewayError */
export async function createPosOrder(
  { keyless, url, settings, clock }: OlderApi,
  request: OrderRequest,
  signal: AbortSignal,
): Promise<GatewayOrder> {
  const body = toPosOrder(request, settings.initiator);
  const answer = await postOrder(keyless, posPaths.create[settings.flow], body, signal);
  const link = readPaymentLink(readPosLink(answer), url);
  if (link === null) throw invalidAnswer("no payment link that a shopper may be sent to");
  return {
    providerRef: request.orderNumber,
    link,
    expiresAt: clock.now() + request.expiresInSeconds * 1000,
    charges: {},
  };
}

/**
 * A refusal made nothing, so it may be answered: without the one optional field that it names, and
 * asked again. What else it names is not ours to leave out.
 */
async function postOrder(
  api: OttuApi,
  path: string,
  body: PosOrder,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await api.post(path, body, signal);
  } catch (error) {
    const refused = refusedField(error, body);
    if (refused === undefined) throw error;
    const { [refused]: _, ...rest } = body;
    return await postOrder(api, path, rest, signal);
  }
}

function refusedField(error: unknown, body: PosOrder): string | undefined {
  if (!(error instanceof OttuRefusal)) return undefined;
  return optionalFields.find((name) => body[name] !== undefined && error.named.has(name));
}

/** How an order stands, by its number. To be called at `inquiryPace` alone. @throws GatewayError */
export async function inquire(
  api: OttuApi,
  testCodes: TestCodes,
  order: KnownOrder,
  signal: AbortSignal,
): Promise<GatewayReport> {
  const answer = readOrder(await api.post(posPaths.inquiry, toInquiry(order.orderNumber), signal));
  if (answer === null || answer.state === null) throw invalidAnswer("no state");
  const report = toReport(answer, answer.state, answer.currency ?? order.currency);
  const test = isDeliverable(report.state) && (await testCodes.paid(order, report.code, signal));
  return { ...report, test };
}

/**
 * Expires an order by its number. A key whose outcome was lost is sent again, to learn that outcome;
 * where it is a refusal, a key of this minute asks anew, because what an order can be changes.
 * @throws GatewayError
 */
export async function expirePosOrder(
  api: OttuApi,
  clock: Clock,
  order: KnownOrder,
  signal: AbortSignal,
): Promise<boolean> {
  const thisMinute = String(Math.floor(clock.now() / minute));
  for (const key of ["first", thisMinute]) {
    if (await isExpired(api, order, key, signal)) return true;
  }
  return false;
}

async function isExpired(
  api: OttuApi,
  { orderNumber }: KnownOrder,
  key: string,
  signal: AbortSignal,
): Promise<boolean> {
  const named = createHash("sha256").update(`expire ${key} ${orderNumber}`, "utf8").digest("hex");
  const headers = { [operationKeyHeader]: named.slice(0, 32) };
  try {
    return isOperationDone(
      await api.post(paths.operation, toExpire({ orderNumber }), signal, headers),
    );
  } catch (error) {
    if (error instanceof GatewayError && error.failure === "refused") return false;
    throw error;
  }
}
