/** `link 12.750 KWD W-1`: makes a session and prints its pay link and the link's QR code. */
import { renderUnicodeCompact } from "uqr";
import { createSessionRequest } from "../../contract/contract.ts";
import { parseShape } from "../platform/request-shape.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";

const usage = "link AMOUNT CURRENCY ORDER";

export const link: Command = {
  usage,
  summary: "makes a pay link and its QR code, for example: link 12.750 KWD W-1",
  async run({ config, world, words }) {
    const [amount, currency, orderRef, ...rest] = words;
    if (orderRef === undefined || rest.length > 0) {
      throw new UsageError(`${usage}, for example: link 12.750 KWD W-1`);
    }
    const { record, created } = await withProxy({ config, world }, ({ sessions }) => {
      const request = parseShape(createSessionRequest, { amount, currency, orderRef });
      return sessions.create(request, { apiKey: "", idempotencyKey: undefined });
    });
    const said = `${record.amount} ${record.currency} for ${orderRef}, ${created ? "new" : "asked for before"}, until ${record.expiresAt}`;
    return { lines: [renderUnicodeCompact(record.url), record.url, said], data: record };
  },
};
