/**
 * Orders by the Checkout API. Making one is not idempotent: the same request sent twice makes two,
 * so nothing here repeats. One order carries every offered method; which one the shopper takes is
 * decided by the link, so that changing one's mind makes no second order.
 */
import { createHash } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import { GatewayError } from "../../platform/errors.ts";
import { readPaymentLink } from "../../platform/payment-link.ts";
import type {
  Charge,
  GatewayOrder,
  GatewayReport,
  GatewayState,
  KnownOrder,
  OrderRequest,
} from "../provider.ts";
import { readAmount, subtract, zero } from "./amounts.ts";
import type { OttuApi } from "./api.ts";
import { invalidAnswer } from "./api.ts";
import { afterOperations } from "./operations.ts";
import type { TestCodes } from "./test-codes.ts";
import {
  isOperationDone,
  operationKeyHeader,
  paths,
  readOrder,
  toExpire,
  toOrder,
} from "./wire.ts";
import type { OrderAnswer, OttuPlugin } from "./wire.ts";

/** States in which the shop may deliver. */
const moneyStates: ReadonlySet<GatewayState> = new Set([
  "paid",
  "authorized",
  "cash_on_delivery",
  "refunded",
]);

export function isDeliverable(state: GatewayState): boolean {
  return moneyStates.has(state);
}

interface Checkout {
  readonly api: OttuApi;
  readonly url: string;
  readonly plugin: OttuPlugin;
  readonly clock: Clock;
}

/**
 * Sends the order once. Its life is what Ottu says it is, else what was asked for, counted from the
 * answer: an end that we expect too early would allow a second order beside a live one.
 * @throws GatewayError
 */
export async function createOrder(
  { api, url, plugin, clock }: Checkout,
  request: OrderRequest,
  signal: AbortSignal,
): Promise<GatewayOrder> {
  const body = toOrder(request, request.filter.plugin ?? plugin);
  const answer = readOrder(await api.post(paths.orders, body, signal));
  const link = readPaymentLink(answer?.link ?? null, url);
  if (answer === null || answer.sessionId === null) throw invalidAnswer("no session id");
  if (link === null) throw invalidAnswer("no payment link that a shopper may be sent to");
  const amount = readAmount(answer.amount, answer.currency ?? request.currency);
  const sameMoney = amount === null || amount === request.amount;
  if (!sameMoney || (answer.currency ?? request.currency) !== request.currency) {
    throw invalidAnswer("the order is about other money than was asked for");
  }
  return {
    providerRef: answer.sessionId,
    link,
    expiresAt: clock.now() + (answer.lifeSeconds ?? request.expiresInSeconds) * 1000,
    charges: toCharges(answer, request, url),
  };
}

/** The address that opens `code` directly, else the page on which the shopper chooses again. */
export function redirectUrl(
  order: { readonly link: string; readonly charges: Readonly<Record<string, Charge>> },
  code: string,
): string {
  const charge = Object.hasOwn(order.charges, code) ? order.charges[code] : undefined;
  return charge?.url ?? order.link;
}

/**
 * How an order stands. An order whose answer we never saw cannot be asked about: Ottu looks orders
 * up by the session id alone (its inquiry takes an order number, but a quarter of an hour late and
 * three times a day).
 * @throws GatewayError
 */
export async function queryOrder(
  api: OttuApi,
  testCodes: TestCodes,
  order: KnownOrder,
  signal: AbortSignal,
): Promise<GatewayReport> {
  if (order.providerRef === null) {
    throw new GatewayError(
      "refused",
      "Ottu cannot be asked about an order without its session id",
      {
        outcome: "none",
      },
    );
  }
  const answer = readOrder(await api.get(paths.order(order.providerRef), signal));
  if (answer === null || answer.state === null) throw invalidAnswer("no state");
  if (answer.sessionId !== null && answer.sessionId !== order.providerRef) {
    throw invalidAnswer("it is about another order");
  }
  const report = toReport(answer, answer.state, answer.currency ?? order.currency);
  const test = isDeliverable(report.state) && (await testCodes.paid(order, report.code, signal));
  return { ...report, test };
}

/**
 * Expires an order, never cancels it: Ottu goes on asking the bank about an expired one. False when
 * it refuses, because the order is final already or was never made. @throws GatewayError
 */
export async function expireOrder(
  api: OttuApi,
  order: KnownOrder,
  signal: AbortSignal,
): Promise<boolean> {
  const { providerRef, orderNumber } = order;
  const reference = providerRef === null ? { orderNumber } : { sessionId: providerRef };
  const headers = { [operationKeyHeader]: operationKey(order) };
  try {
    return isOperationDone(await api.post(paths.operation, toExpire(reference), signal, headers));
  } catch (error) {
    if (error instanceof GatewayError && error.failure === "refused") return false;
    throw error;
  }
}

/**
 * The same for every attempt at one order. By number and by session id it differs: a refusal of the
 * number, asked before the order came to be, would otherwise be replayed for ever.
 */
function operationKey(order: KnownOrder): string {
  const named = `expire ${order.providerRef === null ? "number" : "session"} ${order.orderNumber}`;
  return createHash("sha256").update(named, "utf8").digest("hex").slice(0, 32);
}

function toCharges(
  answer: OrderAnswer,
  request: OrderRequest,
  url: string,
): Readonly<Record<string, Charge>> {
  return Object.fromEntries(
    answer.charges.flatMap((row) => {
      const currency = row.currency ?? request.currency;
      const amount = readAmount(row.amount, currency);
      if (amount === null || !request.codes.includes(row.code)) return [];
      const surplus =
        currency === request.currency ? subtract(amount, request.amount, currency) : zero(currency);
      const charge: Charge = {
        amount,
        currency,
        fee: readAmount(row.fee, currency) ?? surplus,
        feeDescription: row.feeDescription,
        url: readPaymentLink(row.url, url),
      };
      return [[row.code, charge]];
    }),
  );
}

export function toReport(
  answer: OrderAnswer,
  state: GatewayReport["state"],
  currency: string,
): Omit<GatewayReport, "test"> {
  const standing = afterOperations(
    { state, ...toMoney(answer, currency) },
    answer.operations,
    currency,
  );
  const { amount } = standing;
  const charged = toCharged(answer, currency);
  const asOrdered = charged?.amount === amount && charged?.currency === currency;
  return {
    ...standing,
    currency: answer.currency,
    fee: readAmount(answer.totalFee ?? answer.fee, charged?.currency ?? currency),
    tip: null,
    charged: asOrdered ? null : charged,
    transactionRef: answer.transactionRef,
    code: answer.code,
    orderNumber: answer.orderNumber,
    ...(answer.references === undefined ? {} : { references: answer.references }),
  };
}

/** An unpaid rest that is stated but cannot be read leaves a sum that nobody can judge: no amount. */
function toMoney(
  answer: OrderAnswer,
  currency: string,
): Pick<GatewayReport, "amount" | "remaining"> {
  const amount = readAmount(answer.amount, currency);
  const remaining = readAmount(answer.remaining, currency);
  if (answer.remaining !== null) return { amount: remaining === null ? null : amount, remaining };
  const settled = readAmount(answer.settled, currency);
  return {
    amount,
    remaining: amount === null || settled === null ? null : subtract(amount, settled, currency),
  };
}

/** What the shopper was charged, fee included, in the currency of the method that was used. */
function toCharged(answer: OrderAnswer, currency: string): GatewayReport["charged"] {
  const used = answer.charges.find((row) => row.code === answer.code);
  const stated: ReadonlyArray<readonly [string | null, string | null]> = [
    [answer.total, answer.totalCurrency],
    [answer.paid, currency],
    [used?.amount ?? null, used?.currency ?? currency],
  ];
  for (const [written, unit] of stated) {
    const amount = unit === null ? null : readAmount(written, unit);
    if (amount !== null && unit !== null) return { amount, currency: unit };
  }
  return null;
}
