/**
 * What an event tells of its session, stored as it was then. The version before told what happened
 * in sentences alone: events of its that still wait, or are read again, get the facts as well.
 */
import type { ShopEvent } from "../../contract/contract.ts";
import { readOldSentence, writeOldSentence } from "./history-migration.ts";

type Payload = ShopEvent["data"];
type Entry = Payload["session"]["payments"][number]["history"][number];

export function readPayload(stored: string): Payload {
  return changeHistory(JSON.parse(stored) as Payload, (entry) =>
    hasFact(entry) ? entry : { ...entry, ...readOldSentence(entry.what) },
  );
}

function hasFact(entry: Partial<Entry>): boolean {
  return entry.fact !== undefined;
}

/** Without whatever names or may name a person. */
export function forgetPerson(payload: Payload): Payload {
  const { session, ...told } = changeHistory(payload, withoutNote);
  return { session: { ...session, ...forgotten }, ...told };
}

const forgotten = {
  customer: null,
  description: null,
  metadata: {},
  returnUrl: null,
  failureUrl: null,
};

/** The shop's own text is in its sentence, too. */
function withoutNote(entry: Entry): Entry {
  if (entry.fact !== "resolved") return entry;
  const as = entry.data["as"] === "paid" ? "paid" : "failed";
  const data = { as, note: "" } as const;
  return { ...entry, data, what: writeOldSentence({ fact: "resolved", data }) };
}

function changeHistory(payload: Payload, change: (entry: Entry) => Entry): Payload {
  const payments = payload.session.payments.map((payment) => ({
    ...payment,
    history: payment.history.map(change),
  }));
  return { ...payload, session: { ...payload.session, payments } };
}
