/**
 * The ways in which OTT Pay's messages differ between its pages, its servers and its years. A reader
 * that works with each of them works with OTT Pay; the defaults are what is most often seen.
 */
export interface Dialect {
  /** The first level of replies and call-backs; requests are taken either way. */
  readonly outer: "json" | "base64";
  /** Whole numbers as JSON numbers; they enter the md5 as Java prints a double. */
  readonly numbers: "text" | "json";
  /** Line breaks every 76 characters in `data`. */
  readonly base64: "plain" | "wrapped";
  /** `=`, `&`, `<`, `>` and `'` written as `\u003d` … */
  readonly escapes: "gson" | "plain";
  readonly resultName: "rsp_code" | "rep_code";
  readonly linkName: "payinfo" | "payInfo";
  readonly orderName: "preypay_order_id" | "prepay_order_id";
  /** `base64`: the four fields of the browser's return are encoded, as on a sister page. */
  readonly returnFields: "plain" | "leading-space" | "base64";
  /** How times (Beijing) are written. */
  readonly times: "compact" | "dashed";
}

export const usualDialect: Dialect = {
  outer: "json",
  numbers: "text",
  base64: "plain",
  escapes: "gson",
  resultName: "rsp_code",
  linkName: "payinfo",
  orderName: "preypay_order_id",
  returnFields: "plain",
  times: "compact",
};

/** Every way each of them can be written. */
export const dialectChoices: { readonly [Name in keyof Dialect]: ReadonlyArray<Dialect[Name]> } = {
  outer: ["json", "base64"],
  numbers: ["text", "json"],
  base64: ["plain", "wrapped"],
  escapes: ["gson", "plain"],
  resultName: ["rsp_code", "rep_code"],
  linkName: ["payinfo", "payInfo"],
  orderName: ["preypay_order_id", "prepay_order_id"],
  returnFields: ["plain", "leading-space", "base64"],
  times: ["compact", "dashed"],
};
