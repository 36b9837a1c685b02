/**
 * Addresses of others that are handed on as they were written: their owners may have signed them,
 * or read them byte by byte. A parser judges them and writes nothing anew, but for what somebody
 * else could read differently.
 */

export interface ExactAddress {
  /** What is judged. */
  readonly url: URL;
  /** What is handed on: printable ASCII, read by every browser as `url`. */
  readonly text: string;
}

/** Null for what is no address. */
export function readExactAddress(written: string): ExactAddress | null {
  const url = URL.parse(written);
  if (url === null) return null;
  const text = asWritten(written, url);
  return { url, text: URL.parse(text)?.href === url.href ? text : url.href };
}

/** Scheme, host and port, and all that follows. */
const parts = /^(https?:\/\/[^/?#]+)(.*)$/is;
/** A backslash, what a parser drops, and blanks at the ends are not read alike by everybody. */
const ambiguous = /[\\\u0000-\u001f\u007f]|^ | $/;
/** Surrogates without their other half: what no UTF-8 can say. */
const halfLetters = /[\ud800-\udfff]/gu;
const outsideAscii = /[\u0080-\u{10ffff}]+/gu;

function asWritten(written: string, url: URL): string {
  const [, site = "", rest = ""] = parts.exec(written) ?? [];
  if (site === "" || ambiguous.test(written)) return url.href;
  const isPlain =
    site.toLowerCase().replace(/:(80|443)$/, "") === url.origin.replace(/:(80|443)$/, "");
  return (
    (isPlain ? site : url.origin) +
    rest.replace(halfLetters, "\ufffd").replace(outsideAscii, encodeURIComponent)
  );
}

/**
 * The address with a parameter of ours behind its own and before the fragment; the rest stays byte
 * for byte. Parameters of the same name stay beside ours unless they are stale.
 * @param isStale whether such a parameter is one of ours, from before
 */
export function withParameter(
  address: string,
  [name, value]: readonly [name: string, value: string],
  isStale: (value: string) => boolean,
): string {
  const [, path = "", mark = "", query = "", fragment = ""] =
    /^([^?#]*)(\??)([^#]*)(.*)$/s.exec(address) ?? [];
  const pairs = query.split("&").filter((pair) => {
    // A question mark in front would be taken for the one that begins a query.
    const known = new URLSearchParams(`?${pair}`).get(name);
    return known === null || !isStale(known);
  });
  const kept = mark === "" ? "" : pairs.join("&");
  const separator = kept === "" || kept.endsWith("&") ? "" : "&";
  return `${path}?${kept}${separator}${name}=${value}${fragment}`;
}
