/** `sessions`: the newest, for who is asked about one. */
import { listSessionsQuery, type SessionRecord } from "../../contract/contract.ts";
import { parseShape } from "../platform/request-shape.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";

const usage = "sessions [--status STATUS] [--from TIME]";

export const sessions: Command = {
  usage,
  summary: "lists sessions, at most 100, the newest first",
  help: [
    "--status STATUS  open, pending, review, authorized, paid, canceled or expired",
    "--from TIME      made since then, such as 2026-01-31T00:00:00Z",
  ],
  options: { status: { type: "string" }, from: { type: "string" } },
  async run({ config, world, words, values }) {
    if (words.length > 0) throw new UsageError(usage);
    const { status, from, limit } = parseShape(listSessionsQuery, { ...values });
    const { sessions: found } = await withProxy({ config, world }, ({ sessions: all }) =>
      all.list({ status, from: from === undefined ? undefined : Date.parse(from), limit }),
    );
    return { lines: found.length === 0 ? ["no session"] : found.map(toLine), data: found };
  },
};

export function toLine({ createdAt, status, amount, currency, orderRef, id }: SessionRecord) {
  return [createdAt, status.padEnd(10), `${amount} ${currency}`, orderRef, id].join("  ");
}
