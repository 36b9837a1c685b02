/**
 * JSON whose numbers keep the characters they were written with. Through `JSON.parse` alone `12.750`
 * would pass through a double and lose its last zero, and a 17-digit order id become another one:
 * seals and signatures are made over the text.
 */
export type JsonValue =
  string | boolean | null | NumberText | JsonValue[] | { [key: string]: JsonValue };

/** A JSON number, as written. */
export class NumberText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The reviver's third argument is younger than the library types. */
type Reviver = (key: string, value: unknown) => unknown;

/** The last of two equal keys wins. @throws SyntaxError, or RangeError when nested too deeply */
export function parseExactJson(text: string): JsonValue {
  const keepNumber = (_key: string, value: unknown, context: { readonly source: string }) =>
    typeof value === "number" ? new NumberText(context.source) : value;
  return JSON.parse(text, keepNumber as Reviver) as JsonValue;
}
