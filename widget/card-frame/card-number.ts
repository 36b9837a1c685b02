/**
 * Card numbers: whose they are, how they are written and whether they can be right. OTT Pay takes
 * VISA and Mastercard; the ranges are those of ISO/IEC 7812 that the two announce.
 */
export type Brand = "visa" | "mastercard";

const visa = /^4/;
const mastercard = /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/;
/** What may still become a Mastercard of the 2 series. */
const mayBeMastercard = /^(5|2|22|222|27|272)$/;

const lengths: Record<Brand, readonly number[]> = { visa: [13, 16, 19], mastercard: [16] };

/** Longest number of any card. */
export const mostDigits = 19;

export function brandOf(digits: string): Brand | undefined {
  if (visa.test(digits)) return "visa";
  return mastercard.test(digits) ? "mastercard" : undefined;
}

export type NumberFault = "number_missing" | "number_brand" | "number_wrong";

export function numberFault(digits: string): NumberFault | undefined {
  if (digits === "") return "number_missing";
  const brand = brandOf(digits);
  if (brand === undefined) return mayBeMastercard.test(digits) ? "number_wrong" : "number_brand";
  return lengths[brand].includes(digits.length) && passesLuhn(digits) ? undefined : "number_wrong";
}

/** Every second digit from the right doubled; the sum of all digits ends in 0. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  });
  return digits !== "" && sum % 10 === 0;
}

/** `4242 4242 4242 4242`. */
export function groupNumber(digits: string): string {
  return digits.slice(0, mostDigits).replace(/(.{4})(?=.)/g, "$1 ");
}
