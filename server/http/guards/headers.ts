/** Constant headers, computed once: the hot path only copies them. */

const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // For this host alone: the proxy may live below a shop's own domain, whose others are not ours.
  "Strict-Transport-Security": "max-age=31536000",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** For answers that are data: nothing in them may run, be framed or be stored. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...always,
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
  Vary: "Origin",
};

/** For scripts and icons, which any shop's page may load. */
export const assetHeaders: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
};

/**
 * For the pay page: only the proxy's own script, style, pictures and API. By path, because below a
 * shop's own domain the origin's other files are not ours.
 *
 * Its form is sent to the page itself, which answers with the gateway's address. Browsers ask the policy
 * about every address of that way, and it ends at banks that nobody can list.
 * @param base PUBLIC_URL without a trailing slash
 * @param localGateways origins of gateways on plain http, on this machine
 */
export function pageHeaders(
  base: string,
  localGateways: readonly string[],
): Readonly<Record<string, string>> {
  return {
    ...always,
    "Content-Security-Policy": [
      "default-src 'none'",
      `script-src ${base}/otter-checkout.js ${base}/otter-checkout/`,
      `style-src ${base}/pay.css ${base}/otter-checkout.css`,
      `connect-src ${base}/v1/`,
      `img-src ${base}/v1/icons/`,
      `frame-src ${base}/card/`,
      "base-uri 'none'",
      ["form-action 'self' https:", ...localGateways].join(" "),
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html",
    ].join("; "),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    Vary: "Accept-Language",
  };
}

/**
 * For the card form: its own script and the proxy's marks, and nothing else of anybody; it can reach no
 * server, and one origin alone may frame it. `X-Frame-Options` cannot name an origin, so it is left out.
 * @param base PUBLIC_URL without a trailing slash
 * @param origin an allowed one
 */
export function cardPageHeaders(base: string, origin: string): Readonly<Record<string, string>> {
  const { "X-Frame-Options": _cannotNameAnOrigin, ...rest } = always;
  return {
    ...rest,
    "Content-Security-Policy": [
      "default-src 'none'",
      `script-src ${base}/otter-checkout/`,
      `style-src ${base}/otter-checkout/`,
      `img-src ${base}/v1/icons/`,
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      `frame-ancestors ${origin}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; "),
    "Permissions-Policy":
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    // A page that is cross-origin isolated may frame it too.
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
  };
}
