/**
 * HTML as a tagged template. Whatever is put in is text and is escaped, unless it is HTML itself.
 * Values belong between tags or between the quotes of an attribute: there escaping is enough.
 */
import { escapeInJson } from "../platform/json-escape.ts";

/** Only this file makes one, so no text can pass for HTML, and no HTML for text. */
class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  /** For the answer alone: from there on it is text like any other. */
  toMarkup(): string {
    return this.#markup;
  }
}

export type { Html };

/** Null is nothing, a list is its parts one after the other. */
export type HtmlValue = Html | string | null | readonly HtmlValue[];

export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(toMarkup)));
}

/** JSON to stand in a `script` element, where entities mean nothing: it cannot end the element. */
export function scriptJson(value: unknown): Html {
  return new Html(escapeInJson(JSON.stringify(value), /[<>&]/g));
}

function toMarkup(value: HtmlValue): string {
  if (value === null) return "";
  if (typeof value === "string") return escape(value);
  return value instanceof Html ? value.toMarkup() : value.map(toMarkup).join("");
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
