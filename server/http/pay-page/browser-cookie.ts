/**
 * The cookie that a form's token is bound to: random, the same for every pay page of a browser, and
 * nothing anybody is known by. `Lax`, so that it is there when a link elsewhere leads to the page, and
 * a second page leaves the first one's form good; a form elsewhere never carries it.
 */
import type { Request, Response } from "express";
import { isToken, randomToken, type RandomBytes } from "../../platform/random.ts";
import { tokenLifeMs } from "./form-token.ts";

export interface BrowserCookie {
  /** What the browser's cookie holds; undefined where it has none that we can have made. */
  read(request: Request): string | undefined;
  /** What it holds from now on, for as long as a form's token lives. */
  keep(request: Request, response: Response): string;
}

/** @param base PUBLIC_URL; on https no other host, and no page of plain http, can set such a cookie */
export function createBrowserCookie(base: string, random: RandomBytes): BrowserCookie {
  const isSecure = base.startsWith("https:");
  const name = isSecure ? "__Host-otter-pay" : "otter-pay";
  const attributes = [
    "Path=/",
    `Max-Age=${tokenLifeMs / 1000}`,
    "HttpOnly",
    "SameSite=Lax",
    ...(isSecure ? ["Secure"] : []),
  ].join("; ");
  const read = (request: Request) => {
    const parts = (request.headers.cookie ?? "").split(";").map((part) => part.trim());
    const value = parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
    return value !== undefined && isToken(value) ? value : undefined;
  };
  return {
    read,
    keep(request, response) {
      const value = read(request) ?? randomToken(random);
      response.setHeader("Set-Cookie", `${name}=${value}; ${attributes}`);
      return value;
    },
  };
}
