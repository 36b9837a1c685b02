/**
 * OTT Pay's result codes, outside its seal and inside, and what each is worth.
 * @see https://docs.ottpay.com/payment-api/appendix-b
 */

/**
 * `used`: the order number is taken · `refused`: certainly not done · `unsure`: it may have been done ·
 * `unknown`: not a word of OTT Pay's list.
 */
export type Verdict = "success" | "used" | "refused" | "unsure" | "unknown";

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ["SUCCESS", "success"],
  ["ORDER_USED", "used"],
  ["ORDER_PAID", "used"],
  ["FAIL", "refused"],
  ["PWD_INCORRECT", "refused"],
  ["PARAM_INVALID", "refused"],
  ["PARAM_ERROR", "refused"],
  ["ORDER_TYPE_ERROR", "refused"],
  ["AUTH_CODE_INVALID", "refused"],
  ["SYSTEM_ERROR", "unsure"],
  ["DB_ERROR", "unsure"],
  ["TIMEOUT", "unsure"],
  ["PROCESSING", "unsure"],
]);

/** OTT Pay's list of codes is incomplete: an unknown one alone is an unknown outcome. */
export function verdictOf(code: string): Verdict {
  return verdicts.get(code) ?? (code.startsWith("PARAM_") ? "refused" : "unknown");
}

/**
 * Whether a code rules out the success that is stated beside it. Every code of OTT Pay's list does
 * that is no success, but for the one that says the order is paid; a word that is not in the list
 * says nothing.
 */
export function vetoesSuccess(code: string | undefined): boolean {
  if (code === undefined || code === "ORDER_PAID") return false;
  return !["success", "unknown"].includes(verdictOf(code));
}
