/**
 * What a shop knows of its customer, mostly as a shopper typed it. None of it is worth a sale: what
 * gateways would not take is tidied, shortened or left out, and the shop is told what.
 */
import {
  customer as strictCustomer,
  type Customer,
  type CustomerInput,
  type SessionWarning,
} from "../../../contract/contract.ts";
import { readTelephone } from "./telephone.ts";
import { shorten, tidyCode, tidyWords } from "./typed-text.ts";

export interface ReadCustomer {
  /** Null where nothing is known. */
  readonly customer: Customer | null;
  /** What they say names fields and never what stood there. */
  readonly warnings: readonly SessionWarning[];
}

/** How a field is read. */
interface Reading {
  /** Undefined for what is not such a value. */
  readonly read: (typed: string) => string | undefined;
  /** Beyond this it is cut. Absent for what means nothing when it is cut. */
  readonly longest?: number;
  /** What it should have been. */
  readonly is: string;
}

const words = (longest: number): Reading => ({ read: tidyWords, longest, is: "a text" });

const readings = {
  id: { read: tidyCode, is: "1 to 64 letters, digits or _.@:-" },
  email: { read: (typed) => tidyCode(typed).replace(/^mailto:/i, ""), is: "an e-mail address" },
  phone: { read: readTelephone, is: "a telephone number" },
  firstName: words(64),
  lastName: words(64),
} as const satisfies Readonly<Record<string, Reading>>;

const addressReadings = {
  line1: words(128),
  line2: words(128),
  city: words(40),
  state: words(40),
  country: { read: (typed) => tidyCode(typed).toUpperCase(), is: "an ISO 3166-1 alpha-2 code" },
  postalCode: { read: tidyCode, is: "a postal code" },
} as const satisfies Readonly<Record<string, Reading>>;

export function readCustomer(given: CustomerInput | undefined): ReadCustomer {
  if (given === undefined) return { customer: null, warnings: [] };
  const { address: givenAddress, ...rest } = given;
  const person = readFields(rest, readings, "customer");
  const address = readFields(givenAddress ?? {}, addressReadings, "customer.address");
  const fields = {
    ...person.fields,
    ...(Object.keys(address.fields).length === 0 ? {} : { address: address.fields }),
  };
  return {
    customer: Object.keys(fields).length === 0 ? null : strictCustomer.parse(fields),
    warnings: [...person.warnings, ...address.warnings],
  };
}

type Typed = string | number | null | undefined;

function readFields(
  given: Readonly<Record<string, Typed>>,
  known: Readonly<Record<string, Reading>>,
  place: "customer" | "customer.address",
) {
  const fields: Record<string, string> = {};
  const warnings: SessionWarning[] = [];
  for (const [name, reading] of Object.entries(known)) {
    const typed = String(given[name] ?? "");
    if (tidyWords(typed) === "") continue;
    const field = `${place}.${name}`;
    const { value, warning } = readField(typed, reading, (text) => isTaken(place, name, text));
    if (value !== undefined) fields[name] = value;
    if (warning !== undefined) warnings.push({ field, ...warning(field) });
  }
  return { fields, warnings };
}

type Warn = (field: string) => Omit<SessionWarning, "field">;

function readField(
  typed: string,
  { read, longest, is }: Reading,
  isTaken: (text: string) => boolean,
): { readonly value?: string; readonly warning?: Warn } {
  const text = read(typed);
  const value = text === undefined || longest === undefined ? text : shorten(text, longest);
  if (value === undefined || !isTaken(value)) {
    return {
      warning: (field) => ({ code: "left_out", message: `${field} is not ${is}: it was left out` }),
    };
  }
  if (value === text) return { value };
  return {
    value,
    warning: (field) => ({
      code: "shortened",
      message: `${field} is longer than ${longest} characters: it was shortened`,
    }),
  };
}

/** What is kept is what our own answers are described with. */
function isTaken(place: "customer" | "customer.address", name: string, text: string): boolean {
  const whole = place === "customer" ? { [name]: text } : { address: { [name]: text } };
  return strictCustomer.safeParse(whole).success;
}
