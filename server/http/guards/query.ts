/** Query strings, strictly: a repeated or empty parameter is a mistake somebody should hear of. */
import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { CheckoutError } from "../../platform/errors.ts";

/** @throws CheckoutError `invalid_request` · ZodError */
export function parseQuery<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): z.infer<Schema> {
  return schema.parse(readParameters(queryOf(request)));
}

/** What stands behind the question mark, as it was sent. */
export function queryOf({ url = "" }: IncomingMessage): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start + 1);
}

/** @throws CheckoutError `invalid_request` for a parameter that is repeated or empty */
function readParameters(query: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const field = /^[\w.-]{1,80}$/.test(name) ? { field: name } : {};
    if (values.has(name))
      throw new CheckoutError("invalid_request", "a parameter is repeated", field);
    if (value === "") throw new CheckoutError("invalid_request", "a parameter is empty", field);
    values.set(name, value);
  }
  return Object.fromEntries(values);
}
