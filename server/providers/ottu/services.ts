/**
 * Which of Ottu's payment services a method is, rather than merely offers. Most methods with Apple
 * Pay are cards whose page has its button too; such a row stays a card, because it can be paid
 * without. A method is the service itself where its connector says so, or where the list was asked
 * for that one service: who asked for Apple Pay shows no card.
 */
import type { MethodFilter } from "../../../contract/contract.ts";
import type { BrowserFeature } from "../../../contract/vocabulary.ts";
import { plainKey } from "./connectors.ts";
import type { MethodRow } from "./wire-methods.ts";

export interface ShownService {
  /** `apple_pay`, `google_pay`, `samsung_pay` or `wallet`. */
  readonly code: string;
  /** False where the method is another thing as well: its name and its logo are then not of the service. */
  readonly isAll: boolean;
  /** What the merchant's installation calls it in Arabic. */
  readonly nameAr: string | null;
  readonly needs: BrowserFeature | undefined;
}

/** By name without case and punctuation. */
const services: ReadonlyMap<string, string> = new Map(
  ["apple_pay", "google_pay", "samsung_pay", "wallet"].map((code) => [plainKey(code), code]),
);
const needs: Readonly<Record<string, BrowserFeature>> = { apple_pay: "apple_pay" };

/** Undefined for a method that is itself: a bank, a card, an instalment plan. */
export function shownService(method: MethodRow, filter: MethodFilter): ShownService | undefined {
  const connector = method.connector ?? method.processor;
  const own = connector === null ? [method.name] : [method.connector, method.processor];
  const all = own.map((name) => plainKey(name ?? "")).find((name) => services.has(name));
  const key = all ?? askedFor(method, filter);
  const code = key === undefined ? undefined : services.get(key);
  if (key === undefined || code === undefined) return undefined;
  const told = method.services.find((service) => keysOf(service).includes(key));
  const nameAr = told?.nameAr ?? (all === undefined ? null : method.nameAr);
  return { code, isAll: all !== undefined, nameAr, needs: needs[code] };
}

/** Every service on a method's page, once, in the words of filters; one we do not know as it is written. */
export function offeredServices({ services: told, wallets }: MethodRow): readonly string[] {
  const named = [...told.map(({ code, name }) => code ?? name), ...wallets];
  return [...new Set(named.map((name) => services.get(plainKey(name)) ?? name))];
}

function askedFor(method: MethodRow, { paymentServices }: MethodFilter): string | undefined {
  const [asked, ...others] = new Set((paymentServices ?? []).map(plainKey));
  if (asked === undefined || others.length > 0 || !services.has(asked)) return undefined;
  const offered = [...method.services.flatMap(keysOf), ...method.wallets.map(plainKey)];
  return offered.includes(asked) ? asked : undefined;
}

function keysOf({ code, name }: MethodRow["services"][number]): readonly string[] {
  return [code ?? "", name].map(plainKey);
}
