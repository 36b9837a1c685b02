/**
 * Every text of the widget, in English: the table that is inlined, the shape the other tables
 * follow, and what is shown when their chunk is lost. Braces mark what is filled in. Short on
 * purpose: each must fit one line of a phone, so that nothing moves when it appears. A key that is an
 * error code is the sentence for that error, one that is a code's first word for its whole family.
 */
export const en = {
  loading: "Loading payment methods",
  heading: "Payment method",
  pay: "Pay {amount}",
  choose: "Choose a payment method",
  fee: "{fee} fee",
  unknownFee: "OTT Pay may add a fee",
  sum: "{base} + {fee} fee = {total}",
  charged: "You will be charged {total}",
  chargedIn: "charged in {currency}",
  again: "Press Pay again to go on.",
  test: "Test",
  recent: "Last used",
  left: "{time} left",
  partial: "Some methods are missing.",
  retry: "Try again",
  opening: "Opening {method}…",
  follow: "Continue to {method}",
  reference: "Reference {id}",

  last_pending: "{method} is not finished.",
  last_failed: "{method} did not go through.",
  last_canceled: "{method} was canceled.",
  last_expired: "{method} ran out of time.",

  paid: "Payment complete",
  paid_text: "Thank you.",
  authorized: "Order confirmed",
  authorized_text: "Nothing more to do now.",
  pending: "Waiting for confirmation",
  pending_text: "This can take a minute. Please do not pay again.",
  review: "Payment being checked",
  review_text: "The shop will contact you. Please do not pay again.",
  open: "Not paid",
  open_text: "No payment was received.",
  canceled: "Payment canceled",
  canceled_text: "This order can no longer be paid.",
  expired: "Payment expired",
  expired_text: "The time to pay has run out.",

  problem: "Something went wrong. Please try again.",
  proxy: "No connection. Check your internet and try again.",
  proxy_missing: "Payment is not set up on this page yet.",
  proxy_answer_invalid: "Something went wrong. Please try again.",
  gateway: "{method} is not answering. Try again or choose another.",
  method: "{method} is no longer available. Choose another.",
  no_methods: "No payment method is available right now.",
  card: "Check the card details.",
  payment: "Your last try is still being checked.",
  too_many_attempts: "Too many tries. Choose another method.",
  order_ending: "Your last try is still closing. Try again in a moment.",
  session: "This order can no longer be paid.",
  session_expired: "The time to pay has run out.",
  session_failed: "Something went wrong. Please try again.",
};

export type StringKey = keyof typeof en;
export type Strings = Record<StringKey, string>;
