/**
 * Reading what grew over years: a field that is absent, null or of another kind than expected is
 * null, a row that cannot be read is left out, unknown keys are ignored. What must be there is
 * asked for by whoever needs it.
 */
import { z } from "zod";
import { NumberText } from "../exact-json.ts";

const longestText = 4096;

/** Text, or a number as it was written. */
export const text = z.preprocess(
  (value) => (value instanceof NumberText ? value.text : value),
  z.string().max(longestText),
);

export const shaped = (shape: RegExp) => text.pipe(z.string().regex(shape));

/** Something to show a shopper: one line without control characters. */
export const caption = shaped(/^[^\p{C}\p{Zl}\p{Zp}]{1,120}$/u);

export function maybe<Value>(schema: z.ZodType<Value>) {
  return schema.nullable().catch(null);
}

/** The rows of a list that can be read; none where it is no list. */
export function rows<Value>(schema: z.ZodType<Value>) {
  return z
    .array(z.unknown())
    .transform((list) =>
      list.flatMap((item) => {
        const row = schema.safeParse(item);
        return row.success ? [row.data] : [];
      }),
    )
    .catch([]);
}
