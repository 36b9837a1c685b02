/** `link 12.750 KWD W-1`: makes a session and prints its pay link and the link's QR code. */
import { renderUnicodeCompact } from "uqr";
import { createSessionRequest } from "../../contract/contract.ts";
import { parseShape } from "../platform/request-shape.ts";
import { UsageError, type Command } from "./command.ts";
import { withProxy } from "./open-for.ts";

export const link: Command = async ({ config, world, args, print }) => {
  const [amount, currency, orderRef, ...rest] = args;
  if (amount === undefined || currency === undefined || orderRef === undefined || rest.length > 0) {
    throw new UsageError("link AMOUNT CURRENCY ORDER, for example: link 12.750 KWD W-1");
  }
  const { record, created } = await withProxy({ config, world }, ({ sessions }) => {
    const request = parseShape(createSessionRequest, { amount, currency, orderRef });
    return sessions.create(request, { apiKey: "", idempotencyKey: undefined });
  });
  print(renderUnicodeCompact(record.url));
  print(record.url);
  print(
    `${record.amount} ${record.currency} for ${orderRef}, ${created ? "new" : "asked for before"}, until ${record.expiresAt}`,
  );
  return 0;
};
