/**
 * English, and the shape of every other language. `picker` is what the element says and the pay page
 * with it, word for word, so that nothing moves when the one takes the other over; `page` what the
 * pay page alone says; `card` what the card form says. Braces mark what is filled in. Short on
 * purpose: a sentence of the picker fits one line of a phone, an error of the card form the place of
 * its label. A key of `picker` that is an error code is the sentence for that error, one that is a
 * code's first word for its whole family.
 */
import { often } from "./en-often.ts";
import { rare } from "./en-rare.ts";

export const picker = { ...often, ...rare };

export const page = {
  title: "Pay {amount} to {shop}",
  amount: "Amount",
  back: "Back to the shop",
  again: "Try another way to pay",
  receipt: "See the receipt",
  help: "Questions?",
  secure: "Your payment goes to the payment provider. The shop never sees your card.",
  needsScript: "The ways to pay here need JavaScript.",
  open: "Open the payment page",
  look: "Look again",

  paid: "Payment received",
  paidNote: "Thank you. You can close this page.",
  authorized: "Payment authorized",
  review: "The shop is checking this payment",
  canceled: "This payment was canceled",
  expired: "This payment link has expired",
  missing: "There is no payment at this address",

  tooMany: "Too many tries. Wait a moment and try again.",
  orderPaid: "This order has been paid already.",
  notOurs: "We could not tell that this came from our page. If it happens again, allow cookies.",
};

export const card = {
  number: "Card number",
  expiry: "Expiry",
  expiryHint: "MM / YY",
  cvv: "Security code",
  name: "Name on card",
  billing: "Billing address",
  country: "Country",
  address: "Street address",
  city: "City",
  province: "Province",
  state: "State",
  region: "Region (optional)",
  postalCode: "Postal code",
  zip: "ZIP code",
  choose: "Choose",

  number_missing: "Enter the card number",
  number_wrong: "Check the card number",
  number_brand: "Use a Visa or Mastercard",
  expiry_missing: "Enter the expiry",
  expiry_wrong: "Check the expiry",
  expiry_past: "Card has expired",
  cvv_wrong: "Enter 3 digits",
  name_missing: "Enter the name on the card",
  address_missing: "Enter the street address",
  city_missing: "Enter the city",
  province_missing: "Choose one",
  state_missing: "Choose one",
  postal_canada: "Like K1A 0B1",
  postal_us: "Like 94107",
  refused: "Check this",
};

export type PickerTexts = Readonly<Record<keyof typeof picker, string>>;
export type PageTexts = Readonly<Record<keyof typeof page, string>>;
export type CardTexts = Readonly<Record<keyof typeof card, string>>;
