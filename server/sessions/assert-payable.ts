/** Whether anything can be paid with at all in a session's currency: a shop should not hear it from its shoppers. */
import type { FlowContext } from "../flow-context.ts";
import type { Session } from "../ledger/ledger.ts";
import type { Methods } from "../methods/methods.ts";
import { within } from "../platform/deadline.ts";
import { CheckoutError } from "../platform/errors.ts";

/** A gateway that does not say so by then is no reason to wait, and none to refuse. */
const waitMs = 2_000;

/** @throws CheckoutError `currency_unsupported` where every gateway says that it has nothing for it */
export async function assertPayable(
  { clock }: Pick<FlowContext, "clock">,
  methods: Pick<Methods, "forSession">,
  session: Session,
): Promise<void> {
  // Of a narrower filter an empty list says nothing about the currency.
  if (Object.keys(session.filter).length > 1) return;
  const asking = methods.forSession(session).catch(() => undefined);
  const listed = await within(clock, waitMs, asking);
  if (listed === undefined || listed.partial || listed.methods.length > 0) return;
  throw new CheckoutError(
    "currency_unsupported",
    `no configured gateway takes ${session.currency}`,
    { field: "currency" },
  );
}
