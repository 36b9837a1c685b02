/**
 * `GET /card/:id`: the card form, for the one page that is named and allowed to frame it. It says
 * nothing about a session, and asks for none: a preview shows the form before there is one. Which form
 * a session wants stands in its list of methods, and whoever asks for the other has to type more.
 */
import type { RequestHandler } from "express";
import { readTag } from "../../../contract/languages/spoken.ts";
import type { CardKeys } from "../../cards/keys.ts";
import type { Clock } from "../../platform/clock.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { cardPageHeaders } from "../guards/headers.ts";
import { isAllowed, type OriginRules } from "../guards/origin-policy.ts";
import { renderCardPage, type Scheme } from "./page.ts";

export interface CardPageDependencies {
  /** Null where cards are off. */
  readonly keys: CardKeys | null;
  readonly clock: Pick<Clock, "now">;
  readonly origins: OriginRules;
  /** PUBLIC_URL without a trailing slash. */
  readonly base: string;
  /** Where the frame's script is, below `/otter-checkout/`. */
  readonly script: string;
  /** Where its style sheet is, likewise. */
  readonly style: string;
  readonly schemes: readonly Scheme[];
}

export function cardPageRoute(deps: CardPageDependencies): RequestHandler {
  const { keys, clock, origins, base, schemes } = deps;
  const [script, style] = [deps.script, deps.style].map(
    (file) => `${base}/otter-checkout/${file}`,
  ) as [string, string];
  return (request, response) => {
    if (keys === null) throw new CheckoutError("not_found", "cards are off");
    const { origin, locale, form } = request.query;
    if (typeof origin !== "string" || !isAllowed(origin, origins)) {
      throw new CheckoutError(
        "origin_not_allowed",
        "no page of this origin may show the card form",
      );
    }
    response.set(cardPageHeaders(base, origin));
    response.removeHeader("X-Frame-Options");
    const asked = { origin, locale: readable(locale), isShort: form === "short" };
    const page = { ...asked, key: keys.current(), style, schemes, now: clock.now() };
    response.type("html").send(renderCardPage(page, script).toMarkup());
  };
}

/** A tag as Intl writes it; English for what is none. */
function readable(locale: unknown): string {
  return String(readTag(String(locale).slice(0, 35)) ?? "en");
}
