/**
 * The fields of the form: how each is named to the browser, written, read and judged. What is on
 * the screen is the form's; this knows no document.
 */
import { formatPostalCode, postalFault, regionsOf } from "./address.ts";
import { brandOf, groupNumber, mostDigits, numberFault } from "./card-number.ts";
import type { Rewriting } from "./caret.ts";
import { digitsOf } from "./digits.ts";
import { expiryDigits, expiryFault, formatExpiry } from "./expiry.ts";
import type { Card } from "./seal.ts";
import type { CardTexts } from "../../contract/languages/en.ts";

/** In the order they are typed in. */
export const fieldNames = [
  "number",
  "expiry",
  "cvv",
  "name",
  "postalCode",
  "country",
  "address",
  "city",
  "province",
] as const;
/** The last three, which are asked for where the proxy does not know them. */
export const streetNames: readonly FieldName[] = ["address", "city", "province"];
export type FieldName = (typeof fieldNames)[number];

/** As typed. */
export type Values = Record<FieldName, string>;
export type Fault = keyof CardTexts;

interface Field {
  readonly autocomplete: string;
  /** Digits on a phone's keyboard, and written from left to right in every language. */
  readonly isNumeric?: boolean;
  /** Not written in a language: from left to right. */
  readonly isCode?: boolean;
  readonly longest?: number;
  readonly rewriting?: Rewriting;
}

export const fields: Record<FieldName, Field> = {
  number: {
    autocomplete: "cc-number",
    isNumeric: true,
    rewriting: { kept: (text) => digitsOf(text).slice(0, mostDigits), format: groupNumber },
  },
  expiry: {
    autocomplete: "cc-exp",
    isNumeric: true,
    rewriting: { kept: expiryDigits, format: formatExpiry },
  },
  cvv: {
    autocomplete: "cc-csc",
    isNumeric: true,
    rewriting: { kept: (text) => digitsOf(text).slice(0, 3), format: (digits) => digits },
  },
  name: { autocomplete: "cc-name", longest: 64 },
  country: { autocomplete: "billing country" },
  postalCode: { autocomplete: "billing postal-code", isCode: true, longest: 12 },
  address: { autocomplete: "billing street-address", longest: 64 },
  city: { autocomplete: "billing address-level2", longest: 40 },
  province: { autocomplete: "billing address-level1", longest: 40 },
};

const judges: Record<FieldName, (values: Values, now: number) => Fault | undefined> = {
  number: ({ number }) => numberFault(digitsOf(number)),
  expiry: ({ expiry }, now) => expiryFault(expiryDigits(expiry), now),
  cvv: ({ cvv }) => (digitsOf(cvv).length === 3 ? undefined : "cvv_wrong"),
  name: ({ name }) => (plain(name) ? undefined : "name_missing"),
  country: () => undefined,
  postalCode: ({ postalCode, country }) => postalFault(postalCode, country),
  address: ({ address }) => (plain(address) ? undefined : "address_missing"),
  city: ({ city }) => (plain(city) ? undefined : "city_missing"),
  province: ({ province, country }) => {
    if (province || regionsOf(country).length === 0) return undefined;
    return country === "US" ? "state_missing" : "province_missing";
  },
};

export function faultOf(name: FieldName, values: Values, now: number): Fault | undefined {
  return judges[name](values, now);
}

/** Where it is not asked for, the gateway still wants a value: the city stands for its region. */
const noPostalCode = "00000";

/** What is sealed, no longer than the gateway takes it. Only of values without a fault. */
export function toCard(values: Values, hasStreet: boolean): Card {
  const { country } = values;
  const written = (name: FieldName) => plain(values[name]).slice(0, fields[name].longest);
  const city = written("city");
  const street = { address: written("address"), city, province: written("province") || city };
  return {
    number: digitsOf(values.number),
    name: written("name"),
    expiry: expiryDigits(values.expiry),
    cvv: digitsOf(values.cvv),
    postalCode: formatPostalCode(written("postalCode"), country) || noPostalCode,
    country,
    ...(hasStreet ? street : {}),
  };
}

export function brandIn(values: Pick<Values, "number">): ReturnType<typeof brandOf> {
  return brandOf(digitsOf(values.number));
}

function plain(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
