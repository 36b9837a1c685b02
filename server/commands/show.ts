/** `show ORDER`: all that is known of an order's payments, as a support desk reads it. */
import type { PaymentRecord, SessionRecord } from "../../contract/contract.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";
import { toLine } from "./sessions.ts";

const usage = "show ORDER | show SESSION";
/** Of one order, the newest: nobody reads more. */
const mostSessions = 100;

export const show: Command = {
  usage,
  summary: "tells an order's sessions, payments and history, by the shop's order or a session's id",
  async run({ config, world, words }) {
    const [name, ...rest] = words;
    if (name === undefined || rest.length > 0) throw new UsageError(usage);
    const found = await withProxy({ config, world }, async ({ sessions }) => {
      if (name.startsWith("cs_")) return [await sessions.read(name)];
      return (await sessions.list({ orderRef: name, limit: mostSessions })).sessions;
    });
    if (found.length === 0) return { lines: [`no session of order ${name}`], data: [], code: 1 };
    return { lines: found.flatMap(describe), data: found };
  },
};

function describe(session: SessionRecord): readonly string[] {
  return [toLine(session), ...session.payments.flatMap(describePayment)];
}

function describePayment(payment: PaymentRecord): readonly string[] {
  const { method, status, reason, amount, currency, orderNumber, transactionRef } = payment;
  const said = [status, ...(reason === null ? [] : [`(${reason})`])].join(" ");
  const references = Object.entries(payment.references ?? {}).map(
    ([name, text]) => `${name} ${text}`,
  );
  const known = [
    `order ${orderNumber}`,
    ...(transactionRef === null ? [] : [`transaction ${transactionRef}`]),
    ...references,
  ];
  return [
    `  ${method}  ${said}  ${amount} ${currency}`,
    `    ${known.join(", ")}`,
    ...payment.history.map(({ at, what, via }) => `    ${at}  ${what} (${via})`),
  ];
}
