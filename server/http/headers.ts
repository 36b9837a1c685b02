/** Constant headers, computed once: the hot path only copies them. */

const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
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

/** For the pay page: only the proxy's own script, style, pictures and API. */
export function pageHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    ...always,
    "Content-Security-Policy": [
      "default-src 'none'",
      `script-src ${origin}`,
      `style-src ${origin}`,
      `connect-src ${origin}`,
      `img-src ${origin}`,
      "base-uri 'none'",
      "form-action 'none'",
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
