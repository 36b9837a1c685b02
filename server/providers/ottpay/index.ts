/**
 * OTT Pay: its hosted checkout, and cards where they are turned on (cards.ts). One prepay order
 * serves every wallet; the shopper's choice is a query parameter of its link. There is no close,
 * void or list: an order ends by its duration alone.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import type { OttpayWallet } from "../../../contract/vocabulary.ts";
import type { Clock } from "../../platform/clock.ts";
import { GatewayError } from "../../platform/errors.ts";
import type { HttpClient } from "../../platform/http-client.ts";
import { randomReadable } from "../../platform/random.ts";
import type { RandomBytes } from "../../platform/random.ts";
import { emptyReport } from "../provider.ts";
import type {
  CardCharging,
  GatewayOrder,
  GatewayReport,
  KnownOrder,
  OrderRequest,
  PaymentProvider,
  ProviderMethod,
} from "../provider.ts";
import { cardCode, cardMethod, cardsServe, createCardCharging, queryCharge } from "./cards.ts";
import type { CardConfig } from "./cards.ts";
import type { CardSeal } from "./card-seal.ts";
import { fromCents, toCents } from "./cents.ts";
import { assertSuccess, createExchange, invalidAnswer } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { checkCredentials } from "./check-credentials.ts";
import { isLoopback } from "../../platform/loopback.ts";
import { readPaymentLink } from "../../platform/payment-link.ts";
import { fitsMoney } from "./money-fit.ts";
import { openCallback } from "./notification.ts";
import type { OuterLevel } from "./outer-level.ts";
import { isPlain, isWallet, selectWallet, walletMethods, ownBrowsers } from "./wallets.ts";
import { readPrepayInit, readPrepayQuery, toPrepayInit, toPrepayQuery } from "./wire.ts";

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
  /** Whether OTT Pay may add a fee of its own, as far as the operator knows. */
  readonly mayAddFee: boolean;
  /** How the first level of requests is written; answers and call-backs are read either way. */
  readonly outer: OuterLevel;
  /** Null = no card numbers pass through us. */
  readonly card: CardConfig | null;
}

interface Dependencies {
  readonly http: HttpClient;
  readonly random: RandomBytes;
  readonly clock: Clock;
  /** The one that the configuration names; null where cards are off. */
  readonly cardSeal: CardSeal | null;
}

/** OTT Pay's limit, in letters and digits. */
const orderNumberLength = 20;

export function createOttpayProvider(config: OttpayConfig, deps: Dependencies): PaymentProvider {
  const exchange = createExchange(config, deps.http);
  const test = isLoopback(new URL(config.url));
  const offers = createOffers(config, test);
  return {
    id: "ottpay",
    acknowledgement: {
      status: 200,
      contentType: "text/plain",
      body: "SUCCESS",
    },
    capabilities: {
      fetchedList: null,
      methodType: null,
      repeatsOrders: true,
      findsOrdersByNumber: true,
      carriesOneCode: false,
      ownBrowsers,
      requiredCustomer: [],
      cards: createCards(config, exchange, deps, test),
    },
    variables: {
      address: "OTTPAY_URL",
      credentials: "OTTPAY_MERCHANT_ID, OTTPAY_SHOP_ID, OTTPAY_OPERATOR_ID or OTTPAY_SIGN_KEY",
    },
    queryPace: () => null,
    serves: (filter) => offers.of(filter).length > 0,
    listMethods: (filter) => Promise.resolve(offers.of(filter)),
    listRecentCodes: () => Promise.resolve([]),
    createOrderNumber: () => randomReadable(deps.random, orderNumberLength),
    orderSeconds: (secondsLeft) => Math.min(config.durationSeconds, Math.floor(secondsLeft)),
    createOrder: (request, signal) =>
      createOrder(request, config, { exchange, clock: deps.clock }, signal),
    redirectUrl: (order, code) => selectWallet(order.link, asWallet(code)),
    query: async (order, signal) => ({
      ...(order.method === cardCode
        ? await queryCharge(config, order, exchange, signal)
        : await query(order, config.merchantId, exchange, signal)),
      test,
    }),
    closeOrder: () => Promise.resolve(false),
    openNotification: (body) => openCallback(body, config),
    isTest: () => Promise.resolve(test),
    fitsMoney,
    checkCredentials: (signal) => checkCredentials(config, exchange, signal),
  };
}

/** The same lists for the same filters: they are told apart by identity. The hosted page only ever charges. */
function createOffers(config: OttpayConfig, test: boolean) {
  const { currencies, mayAddFee } = config;
  const alike = { currencies, mayAddFee };
  const wallets = walletMethods(config.wallets, test).map((one) => ({ ...one, ...alike }));
  const cards = config.card === null ? [] : [{ ...cardMethod(test), ...alike }];
  const both = cards.length === 0 ? wallets : withCards(wallets, cards);
  return {
    of(filter: MethodFilter): readonly ProviderMethod[] {
      if (!isPlain(filter, config.currencies, test)) return none;
      const takesCards = config.card !== null && cardsServe(filter, config.card);
      if (filter.operation === "authorize") return takesCards ? cards : none;
      return takesCards ? both : wallets;
    },
  };
}

const none: readonly ProviderMethod[] = [];

const hostedCardLabels = {
  en: "Card, on OTT Pay's page",
  ar: "بطاقة، على صفحة OTT Pay",
  fr: "Carte, sur la page d’OTT Pay",
  zh: "在 OTT Pay 页面刷卡",
};
/** Beside a card form of ours the hosted page cannot be called by the same name. */
const hostedCard = { label: hostedCardLabels.en, labels: hostedCardLabels };

/** Where the hosted card page would stand: before what is last. */
function withCards(
  wallets: readonly ProviderMethod[],
  cards: readonly ProviderMethod[],
): readonly ProviderMethod[] {
  const isLast = ({ code }: ProviderMethod) => code === "NONE";
  const told = wallets.map((one) => (one.code === "GP" ? { ...one, ...hostedCard } : one));
  return [...told.filter((one) => !isLast(one)), ...cards, ...told.filter(isLast)];
}

function createCards(
  config: OttpayConfig,
  exchange: Exchange,
  deps: Dependencies,
  test: boolean,
): CardCharging | null {
  if (config.card === null) return null;
  const { clock, random, cardSeal: seal } = deps;
  if (seal === null) throw new TypeError("cards need a seal");
  return createCardCharging(config, config.card, { exchange, seal, clock, random, test });
}

async function createOrder(
  request: OrderRequest,
  config: OttpayConfig,
  { exchange, clock }: { readonly exchange: Exchange; readonly clock: Clock },
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
    ...emptyReport(reply.state),
    amount: decimal(reply.amountCents),
    currency: reply.currency,
    fee: decimal(reply.feeCents),
    tip: decimal(reply.tipCents),
    transactionRef: reply.transactionRef ?? null,
    orderNumber: reply.orderNumber ?? null,
    ...(reply.references === undefined ? {} : { references: reply.references }),
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
