/** Query strings, strictly: a repeated or empty parameter is a mistake somebody should hear of. */
import type { Request } from "express";
import type { z } from "zod";
import { CheckoutError } from "../../platform/errors.ts";

export function parseQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): z.infer<Schema> {
  const start = request.originalUrl.indexOf("?");
  return schema.parse(readParameters(start === -1 ? "" : request.originalUrl.slice(start + 1)));
}

/** @throws CheckoutError `invalid_request` for a parameter that is repeated or empty */
export function readParameters(query: string): Record<string, string> {
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
