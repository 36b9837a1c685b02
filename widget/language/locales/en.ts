/**
 * What the widget often says, in English: the table that is inlined, and what is shown when another
 * one's chunk is lost. Together with `en-more.ts` it is the shape the others follow. Braces mark what is filled in. Short on
 * purpose: each must fit one line of a phone, so that nothing moves when it appears. A key that is an
 * error code is the sentence for that error, one that is a code's first word for its whole family.
 */
import type { more } from "./en-more.ts";

export const en = {
  loading: "Loading payment methods",
  heading: "Payment method",
  pay: "Pay {amount}",
  choose: "Choose a payment method",
  fee: "{fee} fee",
  unknownFee: "OTT Pay may add a fee",
  chargedIn: "charged in {currency}",
  test: "Test",
  recent: "Last used",
  retry: "Try again",
  opening: "Opening {method}…",

  pending: "Waiting for confirmation",

  proxy: "No connection. Check your internet and try again.",
};

export type StringKey = keyof typeof en | keyof typeof more;
export type Strings = Record<StringKey, string>;
/** What is there at any moment: what is rarely said may not have come yet. */
export type KnownStrings = typeof en & Partial<Strings>;
