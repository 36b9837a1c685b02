/** What a shopper keeps of a payment: nothing that was not on the way there already. */
import type { CheckoutView } from "../../contract/contract.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Payment, Purchase, Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { within } from "../platform/deadline.ts";
import { iso, methodId, paymentsOf } from "../rules/records.ts";

/** A list that is not at hand is no reason to wait long before saying that all is well. */
const labelMs = 1_000;

/** Undefined where nothing was paid or reserved. */
export async function receiptOf(
  { clock }: Pick<FlowContext, "clock">,
  methods: Pick<Methods, "forSession">,
  { purchase, session }: { readonly purchase: Purchase; readonly session: Session },
): Promise<CheckoutView["receipt"]> {
  const payments = paymentsOf(purchase, session.id);
  const paid =
    payments.find(({ status }) => status === "paid") ??
    payments.find(({ status }) => status === "authorized");
  if (paid === undefined) return undefined;
  const label = await within(clock, labelMs, labelOf(methods, session, paid));
  return {
    order: session.orderRef,
    method: label ?? paid.method,
    reference: paid.orderNumber,
    at: iso(whenPaid(purchase, paid)),
  };
}

/** The first time that its money was there: what was reserved and then captured was paid at once. */
function whenPaid({ history }: Purchase, { id, createdAt }: Payment): number {
  const told = history.find(
    ({ paymentId, fact }) => paymentId === id && (fact === "paid" || fact === "authorized"),
  );
  return told?.at ?? createdAt;
}

/** In the session's language where the method has a name in it; undefined for one that is gone. */
async function labelOf(
  methods: Pick<Methods, "forSession">,
  session: Session,
  payment: Payment,
): Promise<string | undefined> {
  const listed = await methods.forSession(session, payment.provider).catch(() => undefined);
  const row = listed?.methods.find(({ id }) => id === methodId(payment))?.row;
  const language = session.locale?.split("-", 1)[0] ?? "";
  const labels = row?.labels ?? {};
  return Object.hasOwn(labels, language) ? labels[language] : row?.label;
}
