/**
 * OTT Pay's hosted checkout. One prepay order serves every wallet; the shopper's choice is a query
 * parameter of its link. There is no close, void or list: an order ends by its duration alone.
 */
import type { OttpayWallet } from "../../../contract/vocabulary.ts";
import type { Clock } from "../../clock.ts";
import { GatewayError } from "../../errors.ts";
import type { HttpClient } from "../../http-client.ts";
import { randomReadable } from "../../random.ts";
import type { RandomBytes } from "../../random.ts";
import type {
  GatewayOrder,
  GatewayReport,
  KnownOrder,
  OrderRequest,
  PaymentProvider,
} from "../provider.ts";
import { fromCents, toCents } from "./cents.ts";
import { assertSuccess, createExchange, invalidAnswer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { isLoopback } from "../../loopback.ts";
import { readPaymentLink } from "../../payment-link.ts";
import { fitsMoney } from "./money-fit.ts";
import { openCallback } from "./notification.ts";
import { isWallet, selectWallet, walletMethods, walletsServe } from "./wallets.ts";
import {
  readPrepayInit,
  readPrepayQuery,
  toPrepayInit,
  toPrepayQuery,
  toRateQuery,
} from "./wire.ts";

export interface OttpayConfig {
  /** The live endpoint, or a simulator on loopback: then every method is marked as a test. */
  readonly url: string;
  readonly merchantId: string;
  readonly shopId: string;
  readonly operatorId: string;
  /** The first seals, all are tried when opening: at least one. */
  readonly signKeys: readonly string[];
  /** At least one. */
  readonly currencies: readonly string[];
  /** In display order; `NONE` is shown last wherever it stands. */
  readonly wallets: readonly OttpayWallet[];
  readonly durationSeconds: number;
}

interface Dependencies {
  readonly http: HttpClient;
  readonly random: RandomBytes;
  readonly clock: Clock;
}

/** OTT Pay's limit, in letters and digits. */
const orderNumberLength = 20;

export function createOttpayProvider(config: OttpayConfig, deps: Dependencies): PaymentProvider {
  const exchange = createExchange(config, deps.http);
  const test = isLoopback(new URL(config.url));
  const methods = walletMethods(config.wallets, test);
  return {
    id: "ottpay",
    acknowledgement: {
      status: 200,
      contentType: "text/plain",
      body: "SUCCESS",
    },
    listIsLocal: true,
    canRepeatOrder: true,
    queryPace: null,
    serves: (filter) => walletsServe(filter, config.currencies, test),
    listMethods: () => Promise.resolve(methods),
    listRecentCodes: () => Promise.resolve([]),
    createOrderNumber: () => randomReadable(deps.random, orderNumberLength),
    orderSeconds: (secondsLeft) => Math.min(config.durationSeconds, Math.floor(secondsLeft)),
    createOrder: (request, signal) => createOrder(request, config, exchange, deps.clock, signal),
    redirectUrl: (order, code) => selectWallet(order.link, asWallet(code)),
    query: async (order, signal) => ({
      ...(await query(order, config.merchantId, exchange, signal)),
      test,
    }),
    closeOrder: () => Promise.resolve(false),
    openNotification: (body) => openCallback(body, config),
    fitsMoney,
    async checkCredentials(signal) {
      await exchange(toRateQuery(config.currencies[0] ?? "CAD"), signal);
    },
  };
}

async function createOrder(
  request: OrderRequest,
  config: OttpayConfig,
  exchange: Exchange,
  clock: Clock,
  signal: AbortSignal,
): Promise<GatewayOrder> {
  const durationSeconds = Math.floor(request.expiresInSeconds);
  const call = toPrepayInit({
    merchantId: config.merchantId,
    shopId: config.shopId,
    operatorId: config.operatorId,
    orderNumber: request.orderNumber,
    amountCents: toCents(request.amount, request.currency),
    currency: request.currency,
    returnUrl: request.returnUrl,
    notifyUrl: request.notifyUrl,
    durationSeconds,
    orderRef: request.orderRef,
    email: request.customer?.email,
  });
  const askedAt = clock.now();
  const reply = readPrepayInit(await exchange(call, signal));
  assertOurs(reply.merchantId, [config.merchantId], "merchant");
  const link = reply.link === undefined ? null : readPaymentLink(reply.link, config.url);
  if (link === null) throw invalidAnswer("no payment link that a shopper may be sent to");
  return {
    providerRef: reply.prepayId ?? request.orderNumber,
    link,
    expiresAt: askedAt + durationSeconds * 1000,
    charges: {},
  };
}

async function query(
  order: KnownOrder,
  merchantId: string,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Omit<GatewayReport, "test">> {
  const prepayId = order.providerRef ?? order.orderNumber;
  const reply = readPrepayQuery(await exchange(toPrepayQuery(merchantId, prepayId), signal));
  assertOurs(reply.merchantId, [merchantId], "merchant");
  assertOurs(reply.prepayId, [prepayId, order.orderNumber], "order");
  if (reply.failureCode !== undefined) assertSuccess(reply.failureCode);
  if (reply.state === undefined) throw invalidAnswer("no status");
  const decimal = (cents: string | undefined) => fromCents(cents, reply.currency ?? order.currency);
  return {
    state: reply.state,
    amount: decimal(reply.amountCents),
    currency: reply.currency,
    fee: decimal(reply.feeCents),
    tip: decimal(reply.tipCents),
    remaining: null,
    charged: null,
    transactionRef: reply.transactionRef ?? null,
    code: null,
    orderNumber: reply.orderNumber ?? null,
  };
}

function assertOurs(stated: string | undefined, ours: readonly string[], what: string): void {
  if (stated !== undefined && !ours.includes(stated))
    throw invalidAnswer(`it is about another ${what}`);
}

function asWallet(code: string): OttpayWallet {
  if (isWallet(code)) return code;
  throw new GatewayError("refused", "OTT Pay has no such method", {
    outcome: "none",
    gatewayCode: "codes",
  });
}
