/** Answers of the API's description: what was asked for, or one of the errors that a route can tell. */
import type { z } from "zod";
import type { ZodOpenApiResponsesObject } from "zod-openapi";
import { errorAnswer } from "../../../contract/contract.ts";
import type { ProxyErrorCode } from "../../../contract/vocabulary.ts";
import { errorAnswers } from "../../platform/errors.ts";

export const json = (schema: z.ZodType) => ({ content: { "application/json": { schema } } });

export function answer(description: string, schema?: z.ZodType) {
  return schema === undefined ? { description } : { description, ...json(schema) };
}

/** What every route can answer. */
const always: readonly ProxyErrorCode[] = ["rate_limited", "internal_error"];
const shops: readonly ProxyErrorCode[] = ["unauthorized", "ledger_unavailable", ...always];
const browsers: readonly ProxyErrorCode[] = [
  "invalid_request",
  "origin_not_allowed",
  "ledger_unavailable",
  ...always,
];
/** What is said of a body before it is read. */
export const bodies: readonly ProxyErrorCode[] = [
  "invalid_json",
  "invalid_request",
  "body_too_large",
  "unsupported_media_type",
];

/** @param codes what this route can say beside what all for the shop's server can */
export const forShops = (...codes: readonly ProxyErrorCode[]) => errors([...codes, ...shops]);
/** @param codes what this route can say beside what all for browsers can */
export const forBrowsers = (...codes: readonly ProxyErrorCode[]) => errors([...codes, ...browsers]);

function errors(codes: readonly ProxyErrorCode[]): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, Set<ProxyErrorCode>>();
  for (const code of codes) {
    const { status } = errorAnswers[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const answers = [...byStatus].map(([status, told]) => [String(status), errorOf([...told])]);
  return Object.fromEntries(answers) as ZodOpenApiResponsesObject;
}

function errorOf(codes: readonly ProxyErrorCode[]) {
  const examples = codes.map((code) => [code, { value: exampleOf(code) }]);
  return {
    description: `\`error.code\` is ${codes.map((code) => `\`${code}\``).join(" or ")}`,
    content: {
      "application/json": { schema: errorAnswer, examples: Object.fromEntries(examples) as object },
    },
  };
}

function exampleOf(code: ProxyErrorCode) {
  const { retryable } = errorAnswers[code];
  const requestId = "0f0a2c1e-5b2f-4d43-9f0e-0c2f6a1d7b11";
  return { error: { code, message: code.replaceAll("_", " "), retryable, requestId } };
}
