/**
 * POST /b/pbl/v2/operation/: what a merchant does to a payment afterwards. `expire` ends what can
 * still be paid and goes on watching the bank; `cancel` ends it for good. A capture, a void or a
 * refund is a transaction of its own below the payment. Whether the payment's state follows it,
 * Ottu's pages do not agree on: a setting decides.
 */
import type { Answer } from "../../answer.ts";
import { formatDecimal, parseDecimal } from "../../decimals.ts";
import { randomHex } from "../../world.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { stateOf } from "../model/session.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import { detail, notFound, wrongFields } from "./refusals.ts";

const open: readonly SessionState[] = ["created", "pending", "attempted"];

interface Operation {
  readonly from: readonly SessionState[];
  readonly to: SessionState;
}

const operations = {
  refund: { from: ["paid"], to: "refunded" },
  capture: { from: ["authorized"], to: "paid" },
  void: { from: ["authorized"], to: "canceled" },
  cancel: { from: [...open, "cod"], to: "canceled" },
  expire: { from: open, to: "expired" },
  delete: { from: [...open, "failed", "canceled", "expired"], to: "invalided" },
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
export const operationNames = Object.keys(operations) as readonly OperationName[];

const children = { capture: "paid", void: "voided", refund: "refunded" } as const;

export function operate(gateway: OttuGateway, body: Body, trackingKey: string | undefined): Answer {
  return gateway.once(trackingKey, () => act(gateway, body));
}

function act(gateway: OttuGateway, body: Body): Answer {
  const fields = new Fields(body);
  const name = fields.choice("operation", operationNames, true);
  const session = fields.session(gateway.book);
  const amount = fields.text("amount", 24);
  if (!fields.sound || name === null) return wrongFields(fields.errors);
  if (session === undefined) return notFound();
  return operateOn(gateway, session, name, amount);
}

export function operateOn(
  gateway: OttuGateway,
  session: SessionRecord,
  name: OperationName,
  amount: string | null,
): Answer {
  const state = standing(session, gateway.engine.world.now());
  const { from, to }: Operation = operations[name];
  if (!from.includes(state)) {
    return detail(400, `Operation ${name} is not allowed for a payment in state ${state}.`);
  }
  if (name === "refund") return refund(gateway, session, amount);
  if (name === "capture" || name === "void") return finish(gateway, session, name, amount);
  session.state = to;
  return done(name);
}

/** What has become of the payment, wherever it is seen. */
function standing(session: SessionRecord, now: number): SessionState {
  const state = stateOf(session, now);
  const last = session.operations.at(-1)?.state;
  if (last === undefined || (state !== "authorized" && state !== "paid")) return state;
  return last === "voided" ? "canceled" : session.refunded === session.amount ? "refunded" : "paid";
}

/** Of what was reserved a part may be taken; the rest is let go. */
function finish(
  gateway: OttuGateway,
  session: SessionRecord,
  name: "capture" | "void",
  amount: string | null,
): Answer {
  const { currency } = session;
  const reserved = parseDecimal(session.amount, currency) ?? 0n;
  const taken = amount === null ? reserved : parseDecimal(amount, currency);
  if (taken === null || taken <= 0n || taken > reserved) {
    return wrongFields({ amount: ["A valid amount, not more than was reserved, is required."] });
  }
  note(gateway, session, name, formatDecimal(taken, currency));
  if (gateway.operationShow === "state") {
    session.remaining = taken === reserved ? null : formatDecimal(reserved - taken, currency);
    session.state = operations[name].to;
  }
  return done(name);
}

function note(
  gateway: OttuGateway,
  session: SessionRecord,
  name: keyof typeof children,
  amount: string,
): void {
  const sessionId = randomHex(gateway.engine.world, 40);
  session.operations.push({ sessionId, state: children[name], amount });
}

/** A part may be given back; the payment is refunded when nothing is left of it. */
function refund(gateway: OttuGateway, session: SessionRecord, amount: string | null): Answer {
  const { currency } = session;
  const paid = parseDecimal(session.amount, currency) ?? 0n;
  const before = parseDecimal(session.refunded ?? "0", currency) ?? 0n;
  const given = amount === null ? paid - before : parseDecimal(amount, currency);
  if (given === null || given <= 0n || before + given > paid) {
    return wrongFields({ amount: ["A valid amount, not more than was paid, is required."] });
  }
  session.refunded = formatDecimal(before + given, currency);
  note(gateway, session, "refund", formatDecimal(given, currency));
  if (before + given === paid && gateway.operationShow === "state") session.state = "refunded";
  return done("refund");
}

function done(operation: string): Answer {
  return { status: 200, body: { detail: "Success", operation, result: "success" } };
}
