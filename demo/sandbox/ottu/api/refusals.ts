/** Ottu's ways of saying no. Clients meet all of them: fields with messages, a detail, an error object. */
import type { Answer } from "../../answer.ts";

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export function wrongFields(errors: FieldErrors): Answer {
  return { status: 400, body: errors };
}

export function detail(status: number, text: string): Answer {
  return { status, body: { detail: text } };
}

export function errorObject(code: string, field: string | null = null): Answer {
  const error = { type: "invalid_request_error", code, message: `Refused: ${code}.`, field };
  return { status: 400, body: { error } };
}

export const notFound = (): Answer => detail(404, "Not found.");
