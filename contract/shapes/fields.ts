/** What a field of any shape can be. */
import { z } from "zod";
import { readTag } from "../languages/spoken.ts";
import { isCurrency } from "../money.ts";
import { paymentStatuses, providerIds, sessionStatuses } from "../vocabulary.ts";

/** Control characters (C0, C1, line and paragraph separators) never belong into what we store or log. */
export const printable = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/u;
export const text = (max: number) =>
  z.string().min(1).max(max).regex(printable, "must not contain control characters");

const noCurrency = "must be an ISO 4217 code such as KWD";
/** In whatever case it came, it is kept and answered in capitals. */
export const currency = z
  .string()
  // Letters of other alphabets become ours in capitals.
  .regex(/^[A-Za-z]{3}$/, { error: noCurrency, abort: true })
  .toUpperCase()
  .refine(isCurrency, noCurrency)
  .meta({ description: "ISO 4217", example: "KWD" });

export const decimal = z
  .string({
    error: ({ input }) =>
      typeof input === "number"
        ? 'must be a decimal text such as "12.75", not a number'
        : undefined,
  })
  .max(20)
  .regex(/^(0|[1-9][0-9]*)(\.[0-9]+)?$/, `must be a plain decimal string such as "12.75"`)
  .meta({
    description: "decimal text in major units, with at most as many decimals as the currency has",
    example: "12.750",
  });

/** A tag of BCP 47, as systems write it too (`ar_KW.UTF-8`); inside it has the one spelling. */
export const locale = z
  .string()
  .max(35)
  .overwrite((text) => String(readTag(text) ?? text))
  .refine((tag) => readTag(tag) !== undefined, "must be a BCP 47 language tag such as ar-KW")
  .meta({ description: "language tag, BCP 47", example: "ar-KW" });

/** URL parsers mend line breaks and backslashes in silence; a shop that sends them should hear of it. */
export const address = z
  .string()
  .max(2000)
  .regex(/^[^\\\u0000-\u001f\u007f-\u009f]*$/, "must not contain backslashes or control characters")
  .pipe(z.url())
  .meta({
    format: "uri",
    description:
      "kept byte for byte; the shopper comes back to it with `session=cs_…` behind its query, the last where it has one of its own",
  });

export const timestamp = z.iso
  .datetime()
  .meta({ description: "ISO 8601, UTC", example: "2026-11-21T10:00:27.087Z" });

export const provider = z.enum(providerIds).meta({ description: "the gateway" });
export const sessionStatus = z
  .enum(sessionStatuses)
  .meta({ id: "SessionStatus", description: "`open` and `pending` can be paid" });
export const paymentStatus = z
  .enum(paymentStatuses)
  .meta({ id: "PaymentStatus", description: "how one order at a gateway stands" });

export const sessionId = z
  .string()
  .regex(/^cs_[A-Za-z0-9_-]{22,64}$/)
  .meta({
    description: "a session's id: whoever knows it may pay, and see how it stands",
    example: "cs_SB4kOdXxXwL9d02us3VQQ5MyD0K0glPi",
  });
export const paymentId = z
  .string()
  .regex(/^pay_[A-Za-z0-9_-]{22,64}$/, "must be the id of a payment, such as pay_9c1d…")
  .meta({
    description: "a payment's id: our record of one order at a gateway",
    example: "pay_il9QMIrmk5ChEHXCoiZELTOw3-iiTVu9",
  });
