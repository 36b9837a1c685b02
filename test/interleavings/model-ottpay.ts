/**
 * A gateway like OTT Pay: an order can be asked for again under its number, nothing closes one, the
 * amount it states is what was paid, and it never says why an order ended.
 */
import { GatewayError } from "../../server/platform/errors.ts";
import { fitsMoney } from "../../server/providers/ottpay/money-fit.ts";
import type {
  GatewayOrder,
  GatewayReport,
  GatewayState,
  OrderRequest,
  PaymentProvider,
} from "../../server/providers/provider.ts";
import { plus } from "./amounts.ts";
import { ModelGateway, type PayKind } from "./model-gateway.ts";
import { openBody, type Message } from "./model-message.ts";
import type { ModelOrder } from "./model-order.ts";
import type { Caller } from "./virtual-time.ts";

export const ottpayCodes = ["WECHATPAY", "ALIPAY"] as const;
const feeAmount = "0.50";
const orderSeconds = 900;

export class ModelOttpay extends ModelGateway {
  asProvider(caller: Caller): PaymentProvider {
    return {
      id: "ottpay",
      acknowledgement: { status: 200, contentType: "text/plain", body: "SUCCESS" },
      variables: { address: "OTTPAY_URL", credentials: "its keys" },
      capabilities: {
        fetchedList: null,
        methodType: null,
        repeatsOrders: true,
        findsOrdersByNumber: true,
        carriesOneCode: false,
        ownBrowsers: {},
        requiredCustomer: [],
        cards: null,
      },
      queryPace: () => null,
      serves: () => true,
      listMethods: () =>
        Promise.resolve(
          ottpayCodes.map((code) => ({
            code,
            label: code,
            kind: "wallet",
            logoUrl: null,
            test: false,
            aliases: [],
          })),
        ),
      listRecentCodes: () => Promise.resolve([]),
      createOrderNumber: () => this.newReference("N"),
      orderSeconds: (secondsLeft) => Math.min(orderSeconds, secondsLeft),
      createOrder: (request, signal) =>
        this.line.call({ ...caller, name: "create", signal }, () =>
          this.#createOnce(request, caller),
        ),
      redirectUrl: (order, code) => `${order.link}?selected=${code}`,
      query: (order, signal) =>
        this.line.call({ ...caller, name: "query", signal, about: order }, () =>
          this.query(this.#find(order.orderNumber)),
        ),
      closeOrder: () => Promise.resolve(false),
      openNotification: openBody,
      isTest: () => Promise.resolve(false),
      fitsMoney,
      checkCredentials: () => Promise.resolve({ methods: null, whereNone: "" }),
    };
  }

  #createOnce(request: OrderRequest, caller: Caller): GatewayOrder {
    const known = this.orders.find((order) => order.number === request.orderNumber);
    if (known === undefined) return this.create(request, caller);
    if (this.chance.is(0.5)) return this.toAnswer(known, caller.clock.now());
    throw new GatewayError("refused", "known already", { outcome: "none", gatewayCode: "used" });
  }

  #find(number: string): ModelOrder {
    const order = this.orders.find((candidate) => candidate.number === number);
    if (order === undefined) {
      throw new GatewayError("refused", "no such order", { outcome: "none" });
    }
    return order;
  }

  protected toAnswer(order: ModelOrder, now: number): GatewayOrder {
    return {
      providerRef: order.number,
      link: `https://ottpay.example/pay/${order.ref}`,
      expiresAt: now + order.toldSeconds * 1000,
      charges: {},
    };
  }

  protected paidReport(order: ModelOrder, kind: PayKind, transactionRef: string): GatewayReport {
    const raised = kind === "fee" || kind === "silent fee";
    const amount = raised ? plus(order.amount, feeAmount) : order.amount;
    return {
      ...this.plainReport(order, "paid"),
      amount: kind === "unclear" ? null : kind === "short" ? "0.01" : amount,
      currency: kind === "currency" ? "USD" : this.chance.is(0.5) ? null : order.currency,
      fee: kind === "fee" ? feeAmount : null,
      transactionRef,
    };
  }

  protected endState(): GatewayState {
    return "closed";
  }

  protected tells(state: GatewayState): boolean {
    return state === "paid";
  }

  protected messageOf(order: ModelOrder, report: GatewayReport, kind: PayKind): Message["content"] {
    return {
      orderNumber: order.number,
      providerRef: null,
      claimedState: report.state,
      amount: report.amount,
      currency: null,
      fee: kind === "silent fee" && this.chance.is(0.5) ? feeAmount : report.fee,
      tip: null,
      transactionRef: report.transactionRef,
      decides: null,
      code: null,
    };
  }
}
