/** Sums of decimal strings with two decimals: the gateways of the model charge in one currency. */
export function plus(amount: string, more: string): string {
  const cents = (text: string) => BigInt(text.replace(".", ""));
  const sum = String(cents(amount) + cents(more)).padStart(3, "0");
  return `${sum.slice(0, -2)}.${sum.slice(-2)}`;
}
