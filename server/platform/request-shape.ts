/** What is wrong with a request, in sentences for who wrote it: every problem at once, nothing of what was sent. */
import type { z } from "zod";
import type { ProxyErrorCode } from "../../contract/vocabulary.ts";
import { CheckoutError, type FieldProblem } from "./errors.ts";

/** More than these say nothing new, and an answer stays short whatever is sent. */
const mostProblems = 20;

/**
 * @param already what is known to be wrong before
 * @throws CheckoutError that names every field which is not as `schema` wants it
 */
export function parseShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  already: readonly Problem[] = [],
): z.infer<Schema> {
  const parsed = schema.safeParse(value, { error: sentenceOf });
  if (parsed.success && already.length === 0) return parsed.data;
  const found = parsed.success ? [] : parsed.error.issues.flatMap(problemsOf);
  const others = found.filter(({ field }) => already.every((known) => known.field !== field));
  const code = already.length > 0 ? "invalid_request" : codeOf(parsed.error?.issues[0], value);
  throw refusal(code, [...already, ...others]);
}

/** For issues of a schema that was not asked for sentences. */
export function fromIssues(issues: readonly Issue[]): CheckoutError {
  const problems = issues.flatMap(problemsOf);
  return refusal(codeOf(issues[0], undefined), problems);
}

type Issue = z.core.$ZodIssue;

const codeOfField: Readonly<Record<string, ProxyErrorCode>> = {
  amount: "amount_invalid",
  card: "card_invalid",
  currency: "currency_unsupported",
};

function refusal(code: ProxyErrorCode, all: readonly Problem[]): CheckoutError {
  const problems = all.slice(0, mostProblems);
  const field = problems[0]?.field;
  return new CheckoutError(
    code,
    problems.map(({ message }) => message).join("; "),
    field === undefined ? {} : { field, fields: problems.filter(isNamed) },
  );
}

/** What is wrong. */
export interface Problem {
  /** Its path; absent where that is no name of ours. */
  readonly field?: string;
  readonly message: string;
}

function isNamed(problem: Problem): problem is FieldProblem {
  return problem.field !== undefined;
}

function problemsOf(issue: Issue): readonly Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => problemAt([...issue.path, key], "is not known"));
  }
  // The key itself is what is wrong.
  const path = issue.code === "invalid_key" ? issue.path.slice(0, -1) : issue.path;
  return [problemAt(path, issue.message)];
}

function problemAt(path: readonly PropertyKey[], why: string): Problem {
  const field = path.join(".");
  // A name that is none of ours is not repeated, whatever it holds.
  if (!/^[\w.-]{1,80}$/.test(field)) {
    return { message: path.length === 0 ? `the body ${why}` : `a field ${why}` };
  }
  const isSentence = why.startsWith(field);
  const isPredicate = /^(must|is|has|asks|belongs) /.test(why);
  return { field, message: isSentence ? why : `${field}${isPredicate ? "" : ":"} ${why}` };
}

/** A currency that is not named is a parameter that is missing, and no currency. */
function codeOf(issue: Issue | undefined, value: unknown): ProxyErrorCode {
  const field = issue?.path.join(".") ?? "";
  if (field === "currency" && isMissing(value, field)) return "invalid_request";
  return codeOfField[field] ?? "invalid_request";
}

function isMissing(value: unknown, field: string): boolean {
  return typeof value === "object" && value !== null && !Object.hasOwn(value, field);
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** Where a schema has no words of its own. */
const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && issue.path?.length !== 0) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${kinds[issue.expected] ?? "of another kind"}`;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? `must not be ${issue.minimum === 1 ? "empty" : `shorter than ${issue.minimum}`}`
        : `must be at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `must have at most ${issue.maximum} characters`
        : `must ${issue.origin === "array" ? "have" : "be"} at most ${issue.maximum}`;
    case "invalid_format":
      return `must be ${formats[issue.format] ?? "written as described in /openapi.json"}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? "has a key that is not allowed";
    default:
      return "is not as described in /openapi.json";
  }
};

const formats: Readonly<Record<string, string>> = {
  datetime: "a time in UTC such as 2026-11-27T12:00:00Z",
  email: "an e-mail address",
  url: "an address such as https://shop.example/thank-you",
};
