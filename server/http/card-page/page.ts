/**
 * The card form's page: an empty one, whose script builds the form. What the script has to know
 * stands in it as data, because the page may fetch nothing.
 */
import type { PublicCardKey } from "../../cards/keys.ts";
import { html, scriptJson, type Html } from "../html.ts";

/** A card scheme and where its mark is. */
export interface Scheme {
  readonly name: string;
  readonly icon: string;
}

export interface CardPage {
  /** The one page that may frame this one and talk to it. */
  readonly origin: string;
  readonly locale: string;
  readonly key: PublicCardKey;
  /** The form asks for no street: the session is known to bring one. */
  readonly isShort: boolean;
  /** That are taken; none where the operator wants no marks of brands. */
  readonly schemes: readonly Scheme[];
  /** Our clock, in milliseconds: a sealed card says when, and shoppers' clocks may be wrong. */
  readonly now: number;
  /** Address of the style sheet, for engines in which the script cannot construct one. */
  readonly style: string;
}

/** @param script address of the frame's script */
export function renderCardPage(page: CardPage, script: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>Card</title>
        <script type="application/json" id="settings">
          ${scriptJson(page)}
        </script>
        <script type="module" src="${script}"></script>
      </head>
      <body></body>
    </html> `;
}
