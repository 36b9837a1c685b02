/** Which origins may talk to us, as an operator writes them. */
import { isLoopback } from "./loopback.ts";

export interface OriginPattern {
  readonly text: string;
  /** https, or loopback. */
  readonly secure: boolean;
  matches(origin: string): boolean;
}

/**
 * An origin, or `https://*.shop.example`: one leading label over at least two more.
 * @returns undefined when it is neither
 */
export function parseOriginPattern(text: string): OriginPattern | undefined {
  return text.includes("*") ? parseWildcard(text) : parseOrigin(text);
}

function parseWildcard(text: string): OriginPattern | undefined {
  const wildcard = /^(https?):\/\/\*\.((?:[a-z0-9-]+\.)+[a-z0-9-]+)(:\d+)?$/i.exec(text);
  if (wildcard === null) return undefined;
  const [, scheme = "", host = "", port = ""] = wildcard;
  const suffix = `.${host.toLowerCase()}${port}`;
  const prefix = `${scheme.toLowerCase()}://`;
  return {
    text,
    secure: prefix === "https://",
    matches: (origin) =>
      origin.startsWith(prefix) &&
      origin.endsWith(suffix) &&
      /^[a-z0-9-]+$/i.test(origin.slice(prefix.length, -suffix.length)),
  };
}

function parseOrigin(text: string): OriginPattern | undefined {
  const url = URL.parse(text);
  if (url === null || url.origin === "null" || !/^https?:$/.test(url.protocol)) return undefined;
  const port = url.protocol === "https:" ? ":443" : ":80";
  const written = text.toLowerCase().replace(/\/$/, "");
  if (written !== url.origin && written !== `${url.origin}${port}`) return undefined;
  return {
    text,
    secure: url.protocol === "https:" || isLoopback(url),
    matches: (origin) => origin === url.origin,
  };
}
