/**
 * The element's properties by their initial value, which also says how the attribute of that name is
 * read: a flag, a number or text. What each is for is said at the property itself.
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
  scan: "auto",
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

/** Servers, and libraries that know no flags, write an attribute for "off" too. */
export const isOn = (text: string | null) => text !== null && !/^(false|off|no|0)$/i.test(text);
for (const [name, initial] of Object.entries(initialValues)) {
  // Without its attribute a property is what it was at first.
  properties[name] = {
    type: initial.constructor,
    useDefault: true,
    ...(initial === false && { converter: isOn }),
  };
}
