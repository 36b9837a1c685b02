/**
 * Cards charged through OTT Pay's Portico channel. A charge is sent once and never again: what is
 * not known of it afterwards is asked for by its number. Whether it takes the money or authorizes it
 * stands in the first letter of that number, so that it is still known after the configuration changed.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import type { Clock } from "../../platform/clock.ts";
import { GatewayError } from "../../platform/errors.ts";
import { randomReadable, type RandomBytes } from "../../platform/random.ts";
import { emptyReport } from "../provider.ts";
import type {
  CardCharge,
  CardCharging,
  GatewayReport,
  KnownOrder,
  ProviderMethod,
} from "../provider.ts";
import type { CardSeal } from "./card-seal.ts";
import { fromCents, toCents } from "./cents.ts";
import { assertSuccess, invalidAnswer, type Exchange } from "./exchange.ts";
import type { OpenedFields } from "./envelope.ts";
import type { GatewayCall } from "./wire.ts";
import { readCharge, stateOf, toCharge, toChargeQuery } from "./wire-card.ts";

export interface CardConfig {
  readonly operation: "purchase" | "preauth";
  /** A name in card-seals.ts, or one that the start was handed. */
  readonly seal: string;
}

export interface CardAccount {
  readonly merchantId: string;
  readonly shopId: string;
  readonly operatorId: string;
  readonly signKeys: readonly string[];
}

export const cardCode = "CARD";

const currencies = ["CAD", "USD"];
const orderNumberLength = 20;
/** How long they may be is not published: as much as the form takes. */
const streetLengths = { address: 64, city: 40, province: 40 };
const firstLetters = { purchase: "P", preauth: "A" } as const;

export function cardMethod(test: boolean): ProviderMethod {
  const labels = {
    en: "Credit or debit card",
    ar: "بطاقة ائتمان أو خصم",
    fr: "Carte de crédit ou de débit",
    zh: "信用卡或借记卡",
  };
  return {
    code: cardCode,
    label: labels.en,
    labels,
    kind: "card",
    logoUrl: null,
    test,
    aliases: [],
    ownForm: true,
  };
}

/** A session that asks for the other operation is not offered cards. */
export function cardsServe(filter: MethodFilter, { operation }: CardConfig): boolean {
  const wanted = operation === "preauth" ? "authorize" : "purchase";
  return (
    currencies.includes(filter.currency) &&
    (filter.operation === undefined || filter.operation === wanted)
  );
}

export interface CardDependencies {
  readonly exchange: Exchange;
  readonly seal: CardSeal;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly test: boolean;
}

export function createCardCharging(
  account: CardAccount,
  { operation }: CardConfig,
  deps: CardDependencies,
): CardCharging {
  return {
    code: cardCode,
    streetLengths,
    createOrderNumber: () =>
      firstLetters[operation] + randomReadable(deps.random, orderNumberLength - 1),
    charge: (request, signal) => charge(account, request, deps, signal),
  };
}

async function charge(
  account: CardAccount,
  request: CardCharge,
  deps: CardDependencies,
  signal: AbortSignal,
): Promise<GatewayReport> {
  const call = toCall(account, request, deps);
  try {
    return { ...toReport(await deps.exchange(call, signal), request, "charge"), test: deps.test };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.gatewayCode === "FAIL") return { ...emptyReport("failed"), test: deps.test };
    if (error.gatewayCode === "used") {
      throw new GatewayError("invalid_answer", "OTT Pay says that this charge reached it before", {
        outcome: "unknown",
      });
    }
    throw error;
  }
}

/** Whatever fails in here speaks of a card: none of it is passed on. */
function toCall(account: CardAccount, request: CardCharge, deps: CardDependencies): GatewayCall {
  const { orderNumber, amount, currency, card } = request;
  const { merchantId, shopId, operatorId } = account;
  try {
    return toCharge({
      action: isPreauth(orderNumber) ? "CC_PREAUTH" : "CC_PURCHASE",
      merchantId,
      shopId,
      operatorId,
      orderNumber,
      amountCents: toCents(amount, currency),
      currency,
      at: deps.clock.now(),
      card,
      seal: deps.seal,
      signKey: account.signKeys[0] ?? "",
    });
  } catch {
    throw new GatewayError("refused", "the card could not be made into a charge; see the seal", {
      outcome: "none",
      gatewayCode: "seal",
    });
  }
}

/** How a charge stands. */
export async function queryCharge(
  account: Pick<CardAccount, "merchantId" | "shopId">,
  order: KnownOrder,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<Omit<GatewayReport, "test">> {
  const call = toChargeQuery(account.merchantId, account.shopId, order.orderNumber);
  return toReport(await exchange(call, signal), order, "query");
}

function isPreauth(orderNumber: string): boolean {
  return orderNumber.startsWith(firstLetters.preauth);
}

function toReport(
  fields: OpenedFields,
  order: Pick<KnownOrder, "orderNumber" | "currency">,
  asked: "charge" | "query",
): Omit<GatewayReport, "test"> {
  const told = readCharge(fields);
  // A question that was refused says nothing of the charge, which may still be on its way.
  if (asked === "query" && told.code !== undefined) assertSuccess(told.code);
  if (asked === "query" && told.status === "unsaid") throw invalidAnswer("no usable status");
  const decimal = (cents: string | undefined) => fromCents(cents, order.currency);
  const state = stateOf(told.status, asked, isPreauth(order.orderNumber) ? "authorized" : "paid");
  const amount = decimal(told.amountCents);
  const isBack = state === "paid" && amount !== null && decimal(told.refundedCents) === amount;
  return {
    ...emptyReport(isBack ? "refunded" : state),
    amount,
    fee: decimal(told.feeCents),
    tip: decimal(told.tipCents),
    transactionRef: told.transactionRef ?? null,
    orderNumber: told.orderNumber ?? null,
    ...(told.references === undefined ? {} : { references: told.references }),
  };
}
