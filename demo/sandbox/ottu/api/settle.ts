/** How a payment ends, and when the merchant hears of it. */
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { SandboxError } from "../../errors.ts";
import type { OttuGateway } from "../model/gateway.ts";
import type { OttuPayment } from "../sandbox.ts";
import { stateOf } from "../model/session.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import { sendWebhook } from "./webhook.ts";

const moneyTaken: readonly SessionState[] = ["paid", "authorized", "cod"];

/** Resolves with the merchant's status when it was told now, else with null. */
export async function endPayment(
  gateway: OttuGateway,
  session: SessionRecord,
  state: SessionState,
  options: Omit<OttuPayment, "state"> = {},
): Promise<number | null> {
  apply(gateway, session, state, options);
  const { webhook = "now", signature } = options;
  const notice = { state, ...(signature === undefined ? {} : { signature }) };
  if (webhook === "later" || webhook === "twice") {
    gateway.engine.schedule.later(() => sendWebhook(gateway, session, notice));
  }
  if (webhook === "later" || webhook === "never") return null;
  return sendWebhook(gateway, session, notice);
}

function apply(
  gateway: OttuGateway,
  session: SessionRecord,
  state: SessionState,
  options: Omit<OttuPayment, "state">,
): void {
  const now = gateway.engine.world.now();
  const currency = options.currency ?? session.currency;
  const amount = checkedAmount(options.amount ?? session.amount, currency);
  const remaining = options.remaining ?? null;
  session.code = options.code ?? session.code ?? session.pgCodes[0] ?? null;
  session.stateBefore = stateOf(session, now);
  session.settledAt = now;
  if (options.reference !== undefined) session.referenceNumber = options.reference;
  Object.assign(session, { state, amount, currency });
  session.remaining = remaining === null ? null : checkedAmount(remaining, currency);
  session.attempts += state === "attempted" ? 1 : 0;
  if (!moneyTaken.includes(state)) return;
  session.payments += 1;
  if (session.code !== null) gateway.noteUse(session.customerId, session.code);
}

function checkedAmount(text: string, currency: string): string {
  const minor = parseDecimal(text, currency);
  if (minor === null) throw new SandboxError("invalid", `${text} is no amount of ${currency}`);
  return formatDecimal(minor, currency);
}
