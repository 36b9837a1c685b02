/** What the picker sees: one request tells it everything. The holder of the id sees nothing else. */
import type { CheckoutView } from "../../contract/contract.ts";
import { CheckoutError } from "../platform/errors.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Payment } from "../ledger/ledger.ts";
import type { ListedMethod } from "../methods/method-row.ts";
import type { Methods } from "../methods/methods.ts";
import { iso, lastAttempt, paymentsOf, plannedCharge } from "../rules/records.ts";
import { finalSessionStatuses } from "../rules/payment-transitions.ts";

export interface Checkout {
  /**
   * Creates nothing anywhere: a preview robot may read it.
   * @param userAgent inside a wallet's own browser that wallet comes first
   * @throws CheckoutError `session_not_found`
   */
  view(sessionId: string, userAgent?: string): Promise<CheckoutView>;
}

export function createCheckout(context: FlowContext, methods: Methods): Checkout {
  return {
    async view(sessionId, userAgent = "") {
      const purchase = await context.ledger.readPurchase({ sessionId });
      const session = purchase?.sessions.find((candidate) => candidate.id === sessionId);
      if (purchase === undefined || session === undefined) {
        throw new CheckoutError("session_not_found", "there is no such session");
      }
      const { id, amount, currency } = session;
      const status = session.canceledAt === null ? session.status : stopped(session.status);
      if (finalSessionStatuses.has(status)) return { id, status, amount, currency, methods: [] };
      const payments = paymentsOf(purchase, id);
      const listed = await methods.forSession(session);
      const last = lastAttempt(payments);
      return {
        id,
        status,
        ...(last === undefined ? {} : { last }),
        amount,
        currency,
        orderRef: session.orderRef,
        description: session.description,
        locale: session.locale,
        expiresAt: iso(session.expiresAt),
        now: iso(context.clock.now()),
        partial: listed.partial,
        methods: ownWalletFirst(listed.methods, userAgent).map((method) => toRow(method, payments)),
      };
    },
  };
}

const walletBrowsers: ReadonlyArray<readonly [browser: RegExp, method: string]> = [
  [/\bMicroMessenger\//, "ottpay:WECHATPAY"],
  [/\bAlipayClient\//, "ottpay:ALIPAY"],
];

function ownWalletFirst(
  methods: readonly ListedMethod[],
  userAgent: string,
): readonly ListedMethod[] {
  const own = walletBrowsers.find(([browser]) => browser.test(userAgent))?.[1];
  return [
    ...methods.filter((method) => method.id === own),
    ...methods.filter((method) => method.id !== own),
  ];
}

/** A canceled session offers nothing, even while an order of it is still open at the gateway. */
function stopped(status: CheckoutView["status"]): CheckoutView["status"] {
  return finalSessionStatuses.has(status) ? status : "canceled";
}

/** Total and fee are known once the gateway made an order that carries the method. */
function toRow(
  method: ListedMethod,
  payments: readonly Payment[],
): CheckoutView["methods"][number] {
  const { row } = method;
  const live = payments.find(
    (payment) => payment.provider === method.provider && payment.status === "pending",
  );
  const charge = live === undefined ? undefined : plannedCharge(live, method.code);
  return charge === undefined
    ? row
    : { ...row, total: charge.amount, fee: charge.fee, currency: charge.currency };
}
