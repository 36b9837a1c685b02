/** How a payment ends, and when the merchant hears of it. */
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { SandboxError } from "../../errors.ts";
import type { When } from "../../schedule.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { stateOf } from "../model/session.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import type { SignatureVersion } from "../model/settings.ts";
import { sendWebhook } from "./webhook.ts";

const moneyTaken: readonly SessionState[] = ["paid", "authorized", "cod"];

export interface OttuPayment {
  /** The method that is used; the session's first unless told. */
  readonly code?: string;
  /** `now` unless told: the promise waits for the merchant's answer. */
  readonly webhook?: When;
  readonly signature?: SignatureVersion;
  /** What the session says it is about from now on, in queries and webhooks, where that is not what was asked for. */
  readonly amount?: string;
  readonly currency?: string;
  /** What is still to be paid. */
  readonly remaining?: string;
  /** `paid` unless told; anything else is a payment that ended so. */
  readonly state?: SessionState;
  /** Ottu's number of the payment; a new one makes a second payment of the same session. */
  readonly reference?: string;
}

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
