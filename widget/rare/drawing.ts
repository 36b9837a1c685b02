/** The tools of the entry, by name. */
import type { Tools } from "../view/tools.ts";

export type Drawing = ReturnType<typeof drawing>;

export const drawing = ([
  html,
  fresh,
  fill,
  amountText,
  numberText,
  isSameTotal,
  retryTemplate,
]: Tools) => ({
  html,
  fresh,
  fill,
  amountText,
  numberText,
  isSameTotal,
  retryTemplate,
});
