/** What every answer has to keep to, whatever was asked. */
import { errorAnswer } from "../../contract/contract.ts";
import { CheckoutError } from "../../server/platform/errors.ts";
import { canary } from "./hostile.ts";
import type { RawAnswer } from "./raw-connection.ts";

/** What a stack trace, a module path or a driver's own words look like. */
const insides = /\n\s+at [^\n]+:\d+:\d+|node:internal|node_modules|SQLITE_|ZodError|\bserver\/\w+/;

/** What is wrong with an answer, in words; empty when nothing is. */
export function answerWrongs(answer: RawAnswer, secrets: readonly string[]): readonly string[] {
  const wrong: string[] = [];
  const { status, headers } = answer;
  const text = answer.body.toString("utf8");
  if (!(status >= 200 && status < 500)) wrong.push(`status ${status}`);
  for (const secret of secrets) {
    if (text.includes(secret) || [...headers.values()].some((value) => value.includes(secret))) {
      wrong.push("a secret leaks");
    }
  }
  if (text.includes(canary)) wrong.push("markup comes back");
  const type = headers.get("content-type") ?? "";
  const isOurs = headers.has("x-request-id");
  if (isOurs && headers.get("x-content-type-options") !== "nosniff") wrong.push("no nosniff");
  if (status >= 400 && isOurs) wrong.push(...errorWrongs(answer, type, text));
  if (status >= 400 && !isOurs && text !== "") wrong.push("an error of somebody else's words");
  if (insides.test(text) && !/javascript|css|openapi/.test(type)) wrong.push("insides are shown");
  return wrong;
}

function errorWrongs({ status, headers }: RawAnswer, type: string, text: string): string[] {
  if (text === "" && headers.get("content-length") !== "0") return [];
  // The pay page tells shoppers, not programs, that there is nothing.
  if (type.startsWith("text/html") && headers.has("content-security-policy")) return [];
  if (!type.startsWith("application/json")) return [`an error as ${type}`];
  const parsed = errorAnswer.safeParse(parseJson(text));
  if (!parsed.success) return ["an error that is not the contract's"];
  const { code, requestId } = parsed.data.error;
  const wrong: string[] = [];
  if (requestId !== headers.get("x-request-id")) wrong.push("an error of another request");
  if (new CheckoutError(code, "").status !== status) wrong.push(`${code} with status ${status}`);
  return wrong;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
