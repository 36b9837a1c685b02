/**
 * The pay page's texts in English, and the shape of the others. What is in braces is filled in. What
 * the widget says as well is said here as it says it, so that nothing moves when it takes over.
 */
export const en = {
  title: "Pay {amount} to {shop}",
  order: "Order",
  amount: "Amount",
  reference: "Reference",
  back: "Back to the shop",
  again: "Try another way to pay",
  receipt: "See the receipt",
  help: "Questions?",
  secure: "Your payment goes to the payment provider. The shop never sees your card.",
  needsScript: "The ways to pay here need JavaScript.",

  paid: "Payment received",
  paidNote: "Thank you. You can close this page.",
  authorized: "Payment authorized",
  review: "The shop is checking this payment",
  canceled: "This payment was canceled",
  expired: "This payment link has expired",
  missing: "There is no payment at this address",

  heading: "Payment method",
  pay: "Pay {amount}",
  choose: "Choose a payment method",
  fee: "{fee} fee",
  unknownFee: "OTT Pay may add a fee",
  chargedIn: "charged in {currency}",
  sum: "{base} + {fee} fee = {total}",
  charged: "You will be charged {total}",
  confirm: "Press Pay again to go on.",
  test: "Test",
  recent: "Last used",
  partial: "Some methods are missing.",
  retry: "Try again",
  requestId: "Reference {id}",

  lastPending: "{method} is not finished.",
  lastFailed: "{method} did not go through.",
  lastCanceled: "{method} was canceled.",
  lastExpired: "{method} ran out of time.",

  waiting: "Waiting for confirmation",
  waitingText: "This can take a minute. Please do not pay again.",
  look: "Look again",
  unpaid: "Not paid",
  unpaidText: "No payment was received.",

  problem: "Something went wrong. Please try again.",
  gateway: "{method} is not answering. Try again or choose another.",
  unavailable: "{method} is no longer available. Choose another.",
  noMethods: "No payment method is available right now.",
  processing: "Your last try is still being checked.",
  tooMany: "Too many tries. Wait a moment and try again.",
  ending: "Your last try is still closing. Try again in a moment.",
  orderPaid: "This order has been paid already.",
  ended: "This order can no longer be paid.",
  outOfTime: "The time to pay has run out.",
  notOurs: "We could not tell that this came from our page. If it happens again, allow cookies.",
  open: "Open the payment page",
};

export type PayTexts = Readonly<Record<keyof typeof en, string>>;
