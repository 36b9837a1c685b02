/**
 * Which addresses we send a shopper to, and which origins may talk to us. Redirects go to https
 * only; plain http is for loopback, and only while a gateway is configured on loopback.
 */
import { isLoopback } from "./loopback.ts";

export interface UrlRules {
  /** True where plain http on loopback is accepted. */
  readonly allowLoopbackHttp: boolean;
}

export function isSafeTarget(url: URL, rules: UrlRules): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && rules.allowLoopbackHttp && isLoopback(url);
}

/**
 * An origin, or `https://*.shop.example`: one leading label over at least two more.
 * @returns undefined when it is neither
 */
export function parseOriginPattern(text: string): OriginPattern | undefined {
  const wildcard = /^(https?):\/\/\*\.((?:[a-z0-9-]+\.)+[a-z0-9-]+)(:\d+)?$/i.exec(text);
  if (wildcard !== null) {
    const [, scheme = "", host = "", port = ""] = wildcard;
    const suffix = `.${host.toLowerCase()}${port}`;
    const prefix = `${scheme.toLowerCase()}://`;
    return {
      text,
      secure: scheme.toLowerCase() === "https",
      matches: (origin) =>
        origin.startsWith(prefix) &&
        origin.endsWith(suffix) &&
        /^[a-z0-9-]+$/i.test(origin.slice(prefix.length, -suffix.length)),
    };
  }
  if (text.includes("*") || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.origin === "null" || !/^https?:$/.test(url.protocol)) return undefined;
  if (text.toLowerCase().replace(/\/$/, "") !== url.origin && !isDefaultPort(text, url))
    return undefined;
  return {
    text,
    secure: url.protocol === "https:" || isLoopback(url),
    matches: (origin) => origin === url.origin,
  };
}

function isDefaultPort(text: string, url: URL): boolean {
  const port = url.protocol === "https:" ? ":443" : ":80";
  return text.toLowerCase().replace(/\/$/, "") === `${url.origin}${port}`;
}

export interface OriginPattern {
  readonly text: string;
  /** https, or loopback. */
  readonly secure: boolean;
  matches(origin: string): boolean;
}
