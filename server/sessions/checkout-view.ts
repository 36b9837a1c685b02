/** What the picker sees: one request tells it everything. The holder of the id sees nothing else. */
import type { CheckoutView, Customer } from "../../contract/contract.ts";
import type { FlowContext } from "../flow-context.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import type { Payment } from "../ledger/ledger.ts";
import type { ListedMethod } from "../methods/method-row.ts";
import type { ListedMethods, Methods } from "../methods/methods.ts";
import { iso, lastAttempt, paymentsOf, plannedCharge } from "../rules/records.ts";
import { finalSessionStatuses } from "../rules/session-status.ts";
import { streetOf } from "./customer/street.ts";
import { readSession } from "./find-session.ts";
import { receiptOf } from "./receipt.ts";

export interface Checkout {
  /**
   * Creates nothing anywhere: a preview robot may read it.
   * @param userAgent inside a wallet's own browser that wallet comes first
   * @param chosen id of a method that the shopper was shown: it stays, whatever is shown of the others
   * @throws CheckoutError `session_not_found`
   */
  view(sessionId: string, userAgent?: string, chosen?: string): Promise<CheckoutView>;
}

export function createCheckout(context: FlowContext, methods: Methods): Checkout {
  return {
    async view(sessionId, userAgent = "", chosen) {
      const { purchase, session } = await readSession(context, sessionId);
      const { id, amount, currency } = session;
      const status = session.canceledAt === null ? session.status : stopped(session.status);
      if (finalSessionStatuses.has(status)) {
        const receipt = await receiptOf(context, methods, { purchase, session });
        const kept = receipt === undefined ? {} : { receipt };
        return { id, status, amount, currency, ...kept, methods: [] };
      }
      const payments = paymentsOf(purchase, id);
      const listed = await methods.forPicker(session, chosen);
      const now = context.clock.now();
      const last = lastAttempt(payments, now);
      return {
        id,
        status,
        ...(last === undefined ? {} : { last }),
        amount,
        currency,
        orderRef: session.orderRef,
        description: session.description,
        locale: session.locale,
        expiresAt: iso(now + timeLeftMs(session, now)),
        now: iso(now),
        partial: listed.partial,
        methods: ownWalletFirst(listed, userAgent).map((method) => ({
          ...toRow(method, payments),
          ...(hasShortForm(method, listed, session.customer) ? { shortForm: true } : {}),
        })),
      };
    },
  };
}

/** Inside a wallet's own browser that wallet comes first. */
function ownWalletFirst(
  { methods, providers }: ListedMethods,
  userAgent: string,
): readonly ListedMethod[] {
  const products = userAgent.split(/[^\w./-]+/);
  const own = new Set(
    providers.flatMap(({ id, capabilities }) =>
      Object.entries(capabilities.ownBrowsers)
        .filter(([, browser]) => products.some((product) => product.startsWith(`${browser}/`)))
        .map(([code]) => `${id}:${code}`),
    ),
  );
  return [...methods.filter(({ id }) => own.has(id)), ...methods.filter(({ id }) => !own.has(id))];
}

/** A canceled session offers nothing, even while an order of it is still open at the gateway. */
function stopped(status: CheckoutView["status"]): CheckoutView["status"] {
  return finalSessionStatuses.has(status) ? status : "canceled";
}

/** Whether a card's form need not ask for the street: that of the customer is known here, and stays here. */
function hasShortForm(
  { provider, code }: ListedMethod,
  { providers }: ListedMethods,
  customer: Customer | null,
): boolean {
  const cards = providers.find(({ id }) => id === provider)?.capabilities.cards;
  if (cards?.code !== code) return false;
  const { streetLengths } = cards;
  return streetLengths === null || streetOf(customer, streetLengths) !== undefined;
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
