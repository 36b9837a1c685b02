/** Markup as a tagged template: what is put in is escaped, unless it is markup itself. */

/** Only `html` makes these, so nothing unescaped can pass for markup. */
export class Html {
  readonly #text: string;

  constructor(strings: TemplateStringsArray, values: readonly HtmlValue[]) {
    this.#text = String.raw({ raw: strings }, ...values.map(toText));
  }

  toString(): string {
    return this.#text;
  }
}

export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings, values);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function toText(value: HtmlValue): string {
  if (value instanceof Html) return value.toString();
  if (typeof value === "object" && value !== null) return value.map(toText).join("");
  if (value === false || value === null || value === undefined) return "";
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
