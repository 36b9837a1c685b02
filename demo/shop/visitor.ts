/** Who is looking: language, currency and cart, from cookies that hold nothing personal. */
import type { Request, Response } from "express";
import { countOf, type Cart, type Carts } from "./carts.ts";
import { isCurrency, type Currency } from "./money.ts";
import { isLanguage, languageCodes, languages, type LanguageCode } from "./texts/languages.ts";
import type { Texts } from "./texts/languages.ts";

export interface Visitor {
  readonly language: LanguageCode;
  readonly tag: string;
  readonly texts: Texts;
  readonly currency: Currency;
  readonly cart: Cart | undefined;
  readonly cartCount: number;
  readonly isWireOpen: boolean;
  /** Where the visitor is, to come back to after a change of language or currency. */
  readonly path: string;
}

/** Cookies of one machine are shared by all its ports, so ours have a name of their own. */
const cookieNames = {
  cart: "kiln_cart",
  language: "kiln_language",
  currency: "kiln_currency",
  wire: "kiln_wire",
} as const;

type CookieName = keyof typeof cookieNames;

export function readVisitor(request: Request, carts: Carts): Visitor {
  const cookies = readCookies(request.headers.cookie);
  const chosen = cookies.get(cookieNames.language);
  const accepted = request.acceptsLanguages([...languageCodes]);
  const language = isLanguage(chosen) ? chosen : isLanguage(accepted) ? accepted : "en";
  const currency = cookies.get(cookieNames.currency);
  const cart = carts.find(cookies.get(cookieNames.cart));
  return {
    language,
    tag: languages[language].tag,
    texts: languages[language].texts,
    currency: isCurrency(currency) ? currency : language === "ar" ? "KWD" : "CAD",
    cart,
    cartCount: countOf(cart),
    isWireOpen: cookies.get(cookieNames.wire) === "open",
    path: request.originalUrl,
  };
}

/** SameSite=Lax: sent when the shopper comes back from a gateway, never with somebody else's form. */
export function remember(response: Response, name: CookieName, value: string): void {
  response.cookie(cookieNames[name], value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    maxAge: 30 * 24 * 3600 * 1000,
  });
}

function readCookies(header = ""): Map<string, string> {
  return new Map(
    header.split(/; */).flatMap((pair) => {
      const [name = "", value] = pair.split("=", 2);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
