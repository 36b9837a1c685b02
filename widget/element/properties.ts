/** How the element's attributes are read; what each is for is said at the property itself. */
import type { PropertyDeclarations } from "lit";

/** Without its attribute a property is what it was at first. */
const text = { useDefault: true };
const number = { type: Number, useDefault: true };
const flag = { type: Boolean };
/** Functions and tables are no text. */
const propertyOnly = { attribute: false };

export const properties: PropertyDeclarations = {
  session: text,
  proxy: text,
  locale: text,
  currency: text,
  amount: text,
  value: text,
  required: flag,
  disabled: flag,
  button: text,
  theme: text,
  rows: number,
  result: flag,
  createSession: propertyOnly,
  strings: propertyOnly,
};
