/**
 * The element's properties by their initial value, which also says how what is set is read, as an
 * attribute or by a library: as a flag, a number or text. What each is for is said at the property.
 */
import type { PropertyDeclaration } from "lit";
import { sayUnreadable } from "../say-once.ts";

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
  layout: "list",
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
/** What has an accessor of its own. */
for (const name of ["name", ...createSessionAliases]) {
  properties[name] = { attribute: false, noAccessor: true };
}
for (const name in initialValues) properties[name] = {};

/** What has to have a form to be of use. */
const forms: Record<string, RegExp> = {
  currency: /^[a-z]{3}$/i,
  amount: /^\d+(\.\d+)?$/,
  button: /^(auto|none)$/i,
  theme: /^(auto|light|dark)$/i,
  layout: /^(list|tiles|compact)$/i,
  rows: /^-?\d+$/,
};

/** What servers, and libraries that know no flags, write for "off", or for nothing. */
const off = /^(false|off|no|none|null|undefined|0)$/i;

/** What an attribute says, or a property was set to; what it was at first, where that cannot be read. */
function read(name: string, value: unknown): unknown {
  const initial = initialValues[name as keyof typeof initialValues];
  const text = `${(value ?? initial) as string}`.trim();
  if (initial === false) return !off.test(text);
  if (text && forms[name]?.test(text) === false) {
    sayUnreadable(text);
    return initial;
  }
  return initial === 4 ? +text : initial ? text.toLowerCase() : text;
}

/** However one is set, by an attribute, a library or code: it is read alike. */
export function addProperties(prototype: object): void {
  for (const [name, initial] of Object.entries(initialValues)) {
    if (name in prototype) continue;
    const key = Symbol();
    Object.defineProperty(prototype, name, {
      configurable: true,
      get(this: Record<symbol, unknown>) {
        return this[key] ?? initial;
      },
      set(this: Record<symbol, unknown>, value: unknown) {
        this[key] = read(name, value);
      },
    });
  }
}
