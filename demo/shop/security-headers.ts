/**
 * The strictest policy a page with `<otter-checkout>` can have: nothing inline, nothing evaluated,
 * the shop and the proxy and nobody else. A shop can copy it as it stands; `frame-src` is for the card form alone.
 */
import type { RequestHandler } from "express";

/** @param proxyUrl the proxy's PUBLIC_URL */
export function securityHeaders(proxyUrl: string): RequestHandler {
  const proxy = new URL(proxyUrl).origin;
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${proxy}`,
    `connect-src 'self' ${proxy}`,
    `img-src 'self' ${proxy}`,
    "style-src 'self'",
    `frame-src ${proxy}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
  return (_request, response, next) => {
    response.set({
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
      // The address of the thank-you page holds a session id: it is nobody else's to know.
      "Referrer-Policy": "no-referrer",
    });
    next();
  };
}
