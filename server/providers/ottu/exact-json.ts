/**
 * JSON whose numbers keep the characters they were sent with. Ottu writes amounts as strings, some
 * installations as numbers: `12.750` must neither pass through a double nor lose its last zero,
 * because signatures are made over the text.
 */

/** A JSON number, as written. */
export class NumberText {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Reviver = (key: string, value: unknown) => unknown;

/** @throws SyntaxError, or RangeError when nested too deeply */
export function parseExactJson(text: string): unknown {
  const keepNumber = (_key: string, value: unknown, context: { readonly source: string }) =>
    typeof value === "number" ? new NumberText(context.source) : value;
  return JSON.parse(text, keepNumber as Reviver) as unknown;
}
