/** The shop's own texts. */
import { z } from "zod";
import { printable } from "./fields.ts";

/** At most 50 string values; keys of letters, digits, `_ . -`, never `__proto__`. */
export const metadata = z
  .record(
    z
      .string()
      .regex(
        /^(?!__proto__$)[A-Za-z0-9_.-]{1,40}$/,
        "has a key that is not 1 to 40 letters, digits or _.-",
      ),
    z.string().max(500).regex(printable),
  )
  .refine((value) => Object.keys(value).length <= 50, "must have at most 50 keys")
  .meta({
    description:
      "the shop's own texts, told back: at most 50 of at most 500 characters, by keys of 1 to 40 letters, digits or `_.-`",
    example: { cart: "c-88" },
  });
