/** Query strings, strictly: a repeated or empty parameter is a mistake somebody should hear of. */
import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { parseShape, type Problem } from "../../platform/request-shape.ts";

/** @throws CheckoutError `invalid_request`, `currency_unsupported` */
export function parseQuery<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
): z.infer<Schema> {
  const { values, problems } = readParameters(queryOf(request));
  return parseShape(schema, values, problems);
}

/** What stands behind the question mark, as it was sent. */
export function queryOf({ url = "" }: IncomingMessage): string {
  const start = url.indexOf("?");
  return start === -1 ? "" : url.slice(start + 1);
}

function readParameters(query: string) {
  const values = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [name, value] of new URLSearchParams(query)) {
    const why = values.has(name) ? "is repeated" : value === "" ? "is empty" : undefined;
    values.set(name, value);
    if (why === undefined) continue;
    const field = /^[\w.-]{1,80}$/.test(name) ? name : undefined;
    const problem = { ...(field && { field }), message: `${field ?? "a parameter"} ${why}` };
    if (problems.every(({ message }) => message !== problem.message)) problems.push(problem);
  }
  return { values: Object.fromEntries(values), problems };
}
