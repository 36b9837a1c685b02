/**
 * What the picker says on most visits, in English: the part of `en` that is inlined, and shown while
 * another language is on its way, or lost.
 */
export const often = {
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
  problem: "Something went wrong. Please try again.",
  proxy: "No connection. Check your internet and try again.",
};
