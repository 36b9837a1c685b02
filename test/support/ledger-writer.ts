/**
 * A process of its own that writes to a SQLite ledger: `node ledger-writer.ts FILE ORDER COUNT`.
 * Each decision adds one to the order's payment and announces it; once it is committed, and not
 * before, a line on standard output names the event. A refusal of the ledger ends it, with the
 * refusal's code as the last line.
 */
import { writeSync } from "node:fs";
import { CheckoutError } from "../../server/platform/errors.ts";
import { openSqliteLedger } from "../../server/ledger/sqlite.ts";
import { newEvent, newHistory, newPayment, newSession } from "./ledger-rows.ts";

const [file = "", orderRef = "", count = "0"] = process.argv.slice(2);
const ledger = await openSqliteLedger(file);

function addOne(): Promise<string> {
  return ledger.decide({ orderRef }, ({ sessions, payments, history }) => {
    const session = sessions[0] ?? newSession({ orderRef });
    const payment = payments[0] ?? newPayment(session);
    const event = newEvent(session);
    return {
      result: event.id,
      sessions: [session],
      payments: [{ ...payment, askPlan: { ...payment.askPlan, step: payment.askPlan.step + 1 } }],
      history: history.length === 0 ? [newHistory(payment)] : [],
      events: [event],
    };
  });
}

try {
  for (let done = 0; done < Number(count); done += 1) writeSync(1, `${await addOne()}\n`);
} catch (error) {
  if (!(error instanceof CheckoutError)) throw error;
  writeSync(1, `${error.code}\n`);
}
await ledger.close();
