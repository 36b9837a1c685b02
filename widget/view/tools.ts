/**
 * What a chunk draws with. It may import nothing of the entry: the page may have loaded that from another
 * address, and would load it twice. So it is handed these; in order, because names weigh.
 */
import { html } from "lit";
import { isSameTotal } from "../same-total.ts";
import { amountText, numberText } from "./amount.ts";
import { fresh } from "./fresh.ts";
import { retryTemplate } from "./note.ts";
import { fill } from "./wording.ts";

export type Tools = readonly [
  html: typeof html,
  fresh: (text: string | undefined) => unknown,
  fill: typeof fill,
  amountText: typeof amountText,
  numberText: typeof numberText,
  isSameTotal: typeof isSameTotal,
  retryTemplate: typeof retryTemplate,
];

export const tools: Tools = [html, fresh, fill, amountText, numberText, isSameTotal, retryTemplate];
