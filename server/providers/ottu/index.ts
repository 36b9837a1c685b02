/**
 * Ottu's Checkout: one installation of a merchant, whose methods are gateways the merchant has set
 * up there. Names of fields are in the wire files alone; what is sent and read, and on what
 * assumptions, is described in docs/gateways/ottu.md.
 */
import { createHash } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import type { HttpClient } from "../../platform/http-client.ts";
import { randomReadable } from "../../platform/random.ts";
import type { RandomBytes } from "../../platform/random.ts";
import type { FetchedList, KnownOrder, PaymentProvider } from "../provider.ts";
import { createOttuApi } from "./api.ts";
import type { OttuAuth } from "./api.ts";
import { createOrder, expireOrder, queryOrder, redirectUrl } from "./checkout.ts";
import type { ConfiguredLabels } from "./labels.ts";
import { countMethods, listMethods, listRecentCodes } from "./methods.ts";
import type { MethodsSettings } from "./methods.ts";
import { fitsMoney } from "./money-fit.ts";
import { openNotification } from "./notification.ts";
import {
  createPosOrder,
  expirePosOrder,
  inquire,
  inquiryPace,
  isPosOrder,
  posServes,
} from "./pos.ts";
import type { PosSettings } from "./pos.ts";
import { openDisclosure } from "./pos-disclosure.ts";
import type { SignatureScheme } from "./signature.ts";
import { TestCodes } from "./test-codes.ts";
import type { OttuPlugin } from "./wire.ts";
import type { OttuType } from "./wire-methods.ts";

export interface OttuConfig {
  /** The merchant's own installation, without a path. */
  readonly url: string;
  readonly auth: OttuAuth;
  /** All are tried: at least one. */
  readonly webhookKeys: readonly string[];
  readonly signature: SignatureScheme | "auto";
  readonly plugin: OttuPlugin;
  /** Null = orders are made by the Checkout API. */
  readonly pos: PosSettings | null;
  /** Methods of the other type are neither listed nor startable. */
  readonly type: OttuType;
  readonly labels: ConfiguredLabels;
}

interface Dependencies {
  readonly http: HttpClient;
  readonly random: RandomBytes;
  readonly clock: Clock;
  /** Told the codes of methods that no label can tell apart, the one that is shown first. */
  readonly onDuplicates?: (codes: readonly string[]) => void;
}

/** Ottu takes 128 characters; an order reference has at most 100. */
const longestOrderRef = 100;

/** As long as it is the same installation, with the same labels, so is a list of its. */
function toFetchedList({ url, labels, plugin, type }: OttuConfig): FetchedList {
  return {
    version: createHash("sha256")
      .update(JSON.stringify([url, labels]))
      .digest("hex")
      .slice(0, 12),
    defaults: { plugin, type },
    logoOrigin: new URL(url).origin,
  };
}

export function createOttuProvider(config: OttuConfig, deps: Dependencies): PaymentProvider {
  const api = createOttuApi(config.url, config.auth, deps.http);
  const testCodes = new TestCodes(api);
  const { pos, url, plugin } = config;
  const { clock } = deps;
  const checkout = { api, url, plugin, clock };
  const older = { keyless: createOttuApi(url, null, deps.http), url, clock };
  // Whichever way orders are made now, those that were made the other way are still minded.
  const isPos = (order: KnownOrder): boolean => isPosOrder(order, pos !== null);
  const settings: MethodsSettings = {
    ...config,
    onDuplicates: deps.onDuplicates,
    onRows: (rows) => testCodes.learn(rows),
  };
  return {
    id: "ottu",
    // Anything but 200 leaves the shopper on Ottu's page.
    acknowledgement: { status: 200, contentType: "application/json", body: "{}" },
    capabilities: {
      fetchedList: toFetchedList(config),
      methodType: config.type,
      repeatsOrders: false,
      findsOrdersByNumber: pos !== null,
      carriesOneCode: pos !== null,
      ownBrowsers: {},
      requiredCustomer: pos === null ? [] : ["email"],
      cards: null,
    },
    variables: {
      address: "OTTU_URL",
      credentials: "apiKey" in config.auth ? "OTTU_API_KEY" : "OTTU_USERNAME or OTTU_PASSWORD",
    },
    queryPace: (order) => (isPos(order) ? inquiryPace : null),
    serves: (filter) =>
      (filter.type === undefined || filter.type === config.type) &&
      (pos === null || posServes(filter, pos)),
    listMethods: (filter, signal) => listMethods(api, settings, filter, signal),
    listRecentCodes: (customerId, filter, signal) =>
      listRecentCodes(api, settings, { filter, customerId }, signal),
    createOrderNumber: (orderRef) =>
      `${orderRef.slice(0, longestOrderRef)}-${randomReadable(deps.random, 8)}`,
    orderSeconds: (secondsLeft) => Math.floor(secondsLeft),
    createOrder: (request, signal) =>
      pos === null
        ? createOrder(checkout, request, signal)
        : createPosOrder({ ...older, settings: pos }, request, signal),
    redirectUrl,
    query: (order, signal) => (isPos(order) ? inquire : queryOrder)(api, testCodes, order, signal),
    closeOrder: (order, signal) =>
      isPos(order) ? expirePosOrder(api, clock, order, signal) : expireOrder(api, order, signal),
    openNotification: (body, _contentType, order) =>
      isPos(order)
        ? openDisclosure(body, { ...config, trust: pos?.trust ?? "signed" }, order)
        : openNotification(body, config),
    isTest: (order, code, signal) => testCodes.paid(order, code, signal),
    fitsMoney,
    checkCredentials: (signal) => countMethods(api, settings, signal),
  };
}
