/** What the picker sees: one request tells it everything. The holder of the id sees nothing else. */
import type { CheckoutView, Customer } from "../../contract/contract.ts";
import type { FlowContext } from "../flow-context.ts";
import { timeLeftMs } from "../platform/wrong-clock.ts";
import type { Payment, Session } from "../ledger/ledger.ts";
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
  /**
   * The same without the methods, by what the ledger knows: no gateway is asked anything, however
   * often somebody looks.
   * @throws CheckoutError `session_not_found`
   */
  standing(sessionId: string): Promise<CheckoutView>;
}

export function createCheckout(context: FlowContext, methods: Methods): Checkout {
  return {
    async view(sessionId, userAgent = "", chosen) {
      const { purchase, session } = await readSession(context, sessionId);
      if (isOver(session)) {
        const receipt = await receiptOf(context, methods, { purchase, session });
        return { ...outcome(session), ...(receipt === undefined ? {} : { receipt }) };
      }
      const payments = paymentsOf(purchase, session.id);
      const listed = await methods.forPicker(session, chosen);
      return {
        ...unfinished(session, payments, context.clock.now()),
        partial: listed.partial,
        methods: ownWalletFirst(listed, userAgent).map((method) => ({
          ...toRow(method, payments),
          ...(hasShortForm(method, listed, session.customer) ? { shortForm: true } : {}),
        })),
      };
    },

    async standing(sessionId) {
      const { purchase, session } = await readSession(context, sessionId);
      if (isOver(session)) return outcome(session);
      const payments = paymentsOf(purchase, session.id);
      return { ...unfinished(session, payments, context.clock.now()), methods: [] };
    },
  };
}

function isOver(session: Session): boolean {
  return finalSessionStatuses.has(statusOf(session));
}

/** Who holds the id of a session that is over learns no more of it. */
function outcome(session: Session): CheckoutView {
  const { id, amount, currency } = session;
  return { id, status: statusOf(session), amount, currency, methods: [] };
}

function unfinished(
  session: Session,
  payments: readonly Payment[],
  now: number,
): Omit<CheckoutView, "methods"> {
  const { id, amount, currency, orderRef, description, locale } = session;
  const last = lastAttempt(payments, now);
  return {
    id,
    status: statusOf(session),
    ...(last === undefined ? {} : { last }),
    amount,
    currency,
    orderRef,
    description,
    locale,
    expiresAt: iso(now + timeLeftMs(session, now)),
    now: iso(now),
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
function statusOf({ status, canceledAt }: Session): CheckoutView["status"] {
  return canceledAt === null || finalSessionStatuses.has(status) ? status : "canceled";
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
