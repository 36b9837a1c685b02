/**
 * POST /b/pbl/v2/operation/: what a merchant does to a payment afterwards. `expire` ends what can
 * still be paid and goes on watching the bank; `cancel` ends it for good.
 */
import type { Answer } from "../answer.ts";
import { formatDecimal, parseDecimal } from "../decimals.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OttuGateway } from "./gateway.ts";
import { detail, notFound, wrongFields } from "./refusals.ts";
import { stateOf } from "./session.ts";
import type { SessionRecord, SessionState } from "./session.ts";

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

type OperationName = keyof typeof operations;
const names = Object.keys(operations) as readonly OperationName[];

export function operate(gateway: OttuGateway, body: Body, trackingKey: string | undefined): Answer {
  return gateway.once(trackingKey, () => act(gateway, body));
}

function act(gateway: OttuGateway, body: Body): Answer {
  const fields = new Fields(body);
  const name = fields.choice("operation", names, true);
  const session = fields.session(gateway.book);
  const amount = fields.text("amount", 24);
  if (!fields.sound || name === null) return wrongFields(fields.errors);
  if (session === undefined) return notFound();
  return apply(gateway, session, name, amount);
}

function apply(
  gateway: OttuGateway,
  session: SessionRecord,
  name: OperationName,
  amount: string | null,
): Answer {
  const state = stateOf(session, gateway.engine.world.now());
  const { from, to }: Operation = operations[name];
  if (!from.includes(state)) {
    return detail(400, `Operation ${name} is not allowed for a payment in state ${state}.`);
  }
  if (name === "refund") return refund(session, amount);
  if (to === "paid") session.remaining = null;
  session.state = to;
  return done(name);
}

/** A part may be given back; the payment is refunded when nothing is left of it. */
function refund(session: SessionRecord, amount: string | null): Answer {
  const { currency } = session;
  const paid = parseDecimal(session.amount, currency) ?? 0n;
  const before = parseDecimal(session.refunded ?? "0", currency) ?? 0n;
  const given = amount === null ? paid - before : parseDecimal(amount, currency);
  if (given === null || given <= 0n || before + given > paid) {
    return wrongFields({ amount: ["A valid amount, not more than was paid, is required."] });
  }
  session.refunded = formatDecimal(before + given, currency);
  if (before + given === paid) session.state = "refunded";
  return done("refund");
}

function done(operation: string): Answer {
  return { status: 200, body: { detail: "Success", operation, result: "success" } };
}
