/**
 * The end of a card's life: typed as `MM / YY`, and filled in by browsers as `12/2028`, `12/28` or
 * `2028-12`.
 */
import { digitsOf } from "./digits.ts";

export type ExpiryFault = "expiry_missing" | "expiry_wrong" | "expiry_past";

/** Longest life of a card that anybody issues. */
const mostYears = 20;

/** `MMYY`, as far as it is typed. */
export function expiryDigits(text: string): string {
  const yearFirst = /^\s*20(\d\d)\D+(\d{1,2})\s*$/.exec(text);
  if (yearFirst !== null) return `${yearFirst[2]!.padStart(2, "0")}${yearFirst[1]}`;
  const parts = /^\s*(\d)\s*[^\d\s]\s*(\d*)\s*$/.exec(text);
  const digits = parts === null ? digitsOf(text) : `0${parts[1]}${parts[2]}`;
  // No month begins with more than 1.
  const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  const isFullYear = padded.length === 6 && padded.slice(2, 4) === "20";
  return isFullYear ? padded.slice(0, 2) + padded.slice(4) : padded.slice(0, 4);
}

export function formatExpiry(digits: string): string {
  return digits.length < 3 ? digits : `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

/** A card is good to the end of its month, wherever on earth that ends last. */
export function expiryFault(digits: string, now: number): ExpiryFault | undefined {
  if (digits === "") return "expiry_missing";
  const month = Number(digits.slice(0, 2));
  if (digits.length !== 4 || month < 1 || month > 12) return "expiry_wrong";
  const year = 2000 + Number(digits.slice(2));
  if (now >= Date.UTC(year, month, 1, 12)) return "expiry_past";
  return year > new Date(now).getUTCFullYear() + mostYears ? "expiry_wrong" : undefined;
}
