/**
 * The element's properties by their initial value, which also says how what is set is read, as an
 * attribute or by a library: as a flag, a number or text. What each is for is said at the property.
 */
import type { PropertyDeclaration } from "lit";

export const initialValues = {
  session: "",
  proxy: "",
  locale: "",
  currency: "",
  amount: "",
  value: "",
  required: false,
  disabled: false,
  button: "auto",
  theme: "auto",
  rows: 4,
  result: false,
};

/** Functions and tables are no text. */
export const properties: Record<string, PropertyDeclaration> = {
  createSession: { attribute: false },
  strings: { attribute: false },
};

/** How templates that are written in a page, and so keep no capitals, call `createSession`. */
export const createSessionAliases = ["createsession", "create-session"];
for (const name of createSessionAliases) {
  properties[name] = { attribute: false, noAccessor: true };
}
for (const name in initialValues) properties[name] = {};

/** Servers, and libraries that know no flags, write an attribute for "off" too. */
export const isOn = (text: string | null | undefined) =>
  text != null && !/^(false|off|no|0)$/i.test(text);

type Read = (value: unknown) => unknown;

/** What is set, as the property has it: without a value it is what it was at first. */
export function readAs(name: PropertyKey | undefined, value: unknown): unknown {
  const initial = initialValues[name as keyof typeof initialValues] as string | false | undefined;
  if (initial === undefined) return value;
  return initial === false
    ? isOn(value as string)
    : (initial.constructor as Read)(value ?? initial);
}
