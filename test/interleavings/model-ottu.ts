/**
 * A gateway like Ottu: asking for an order twice makes two, an order can be expired by its session
 * or its number, each method has its own charge and address, and codes come and go.
 */
import { GatewayError } from "../../server/platform/errors.ts";
import { fitsMoney } from "../../server/providers/ottu/money-fit.ts";
import type {
  GatewayOrder,
  GatewayReport,
  GatewayState,
  KnownOrder,
  OrderRequest,
  PaymentProvider,
} from "../../server/providers/provider.ts";
import { plus } from "./amounts.ts";
import { ModelGateway, type PayKind } from "./model-gateway.ts";
import { openBody, type Message } from "./model-message.ts";
import type { ModelOrder } from "./model-order.ts";
import type { Caller } from "./virtual-time.ts";

const feeAmount = "0.15";

export class ModelOttu extends ModelGateway {
  #codes: readonly string[] = ["knet", "card"];
  #renamed = 0;

  /** A code that a list from the cache can still name and the gateway no longer knows. */
  renameCode(): void {
    this.#renamed += 1;
    this.#codes = ["knet", `card-${this.#renamed}`];
  }

  get codes(): readonly string[] {
    return this.#codes;
  }

  asProvider(caller: Caller): PaymentProvider {
    return {
      id: "ottu",
      acknowledgement: { status: 200, contentType: "application/json", body: "{}" },
      variables: { address: "OTTU_URL", credentials: "its keys" },
      capabilities: {
        fetchedList: { version: "1", defaults: {}, logoOrigin: "https://ottu.example" },
        methodType: "production",
        repeatsOrders: false,
        findsOrdersByNumber: false,
        carriesOneCode: false,
        ownBrowsers: {},
        requiredCustomer: [],
        cards: null,
      },
      queryPace: () => null,
      serves: () => true,
      listMethods: (_filter, signal) =>
        this.line.call({ ...caller, name: "methods", signal }, () =>
          this.#codes.map((code) => ({
            code,
            label: code,
            kind: "bank" as const,
            logoUrl: null,
            test: false,
            aliases: [],
          })),
        ),
      listRecentCodes: () => Promise.resolve([]),
      createOrderNumber: (orderRef) => `${orderRef}-${this.newReference("n")}`,
      orderSeconds: (secondsLeft) => secondsLeft,
      createOrder: (request, signal) =>
        this.line.call({ ...caller, name: "create", signal }, () =>
          this.#createAnother(request, caller),
        ),
      redirectUrl: ({ link, charges }, code) => charges[code]?.url ?? link,
      query: (order, signal) =>
        this.line.call({ ...caller, name: "query", signal, about: order }, () =>
          this.#answer(order),
        ),
      closeOrder: (order, signal) =>
        this.line.call({ ...caller, name: "close", signal, about: order }, () =>
          this.#close(order),
        ),
      openNotification: openBody,
      isTest: () => Promise.resolve(false),
      fitsMoney,
      checkCredentials: () => Promise.resolve({ methods: null, whereNone: "" }),
    };
  }

  #createAnother(request: OrderRequest, caller: Caller): GatewayOrder {
    if (request.codes.some((code) => !this.#codes.includes(code))) {
      throw new GatewayError("refused", "no such code", { outcome: "none", gatewayCode: "codes" });
    }
    return this.create(request, caller);
  }

  #answer({ providerRef }: KnownOrder): GatewayReport {
    const order = this.orders.find((candidate) => candidate.ref === providerRef);
    if (order === undefined) {
      throw new GatewayError("refused", "no such order", { outcome: "none" });
    }
    return this.query(order);
  }

  #close({ providerRef, orderNumber }: KnownOrder): boolean {
    const order = this.orders.find((candidate) =>
      providerRef === null ? candidate.number === orderNumber : candidate.ref === providerRef,
    );
    return order !== undefined && this.expire(order);
  }

  protected toAnswer(order: ModelOrder, now: number): GatewayOrder {
    const link = `https://ottu.example/pay/${order.ref}`;
    const charges = order.codes.map((code) => [
      code,
      {
        amount: plus(order.amount, feeAmount),
        currency: order.currency,
        fee: feeAmount,
        feeDescription: null,
        url: `${link}?code=${code}`,
      },
    ]);
    return {
      providerRef: order.ref,
      link,
      expiresAt: now + order.toldSeconds * 1000,
      charges: Object.fromEntries(charges) as GatewayOrder["charges"],
    };
  }

  protected paidReport(order: ModelOrder, kind: PayKind, transactionRef: string): GatewayReport {
    const charged = kind === "fee" || kind === "silent fee";
    return {
      ...this.plainReport(order, "paid"),
      amount: kind === "unclear" ? null : order.amount,
      currency: kind === "currency" ? "USD" : order.currency,
      remaining: kind === "short" ? "0.01" : "0.00",
      fee: kind === "fee" ? feeAmount : null,
      charged: charged ? { amount: plus(order.amount, feeAmount), currency: order.currency } : null,
      transactionRef,
      code: order.codes[0] ?? null,
    };
  }

  protected endState(state: "failed" | "canceled" | "expired"): GatewayState {
    return state;
  }

  protected tells(): boolean {
    return true;
  }

  protected messageOf(order: ModelOrder, report: GatewayReport): Message["content"] {
    return {
      orderNumber: order.number,
      providerRef: order.ref,
      claimedState: report.state,
      amount: report.amount,
      currency: report.currency,
      fee: report.fee,
      tip: null,
      transactionRef: report.transactionRef,
      decides: null,
      code: report.code,
    };
  }
}
