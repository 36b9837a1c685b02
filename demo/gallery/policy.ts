/**
 * The policies of the gallery's pages. A state's page holds its style and script in its own text, so
 * that it can be read and copied whole; the shop's pages show the strictest that the widget runs under.
 */
import type { RequestHandler } from "express";

export function framedPolicy(proxyUrl: string, cardOrigins: readonly string[]): RequestHandler {
  const proxy = new URL(proxyUrl).origin;
  return say([
    "default-src 'none'",
    `script-src 'self' 'unsafe-inline' ${proxy}`,
    `connect-src 'self' ${proxy}`,
    `img-src 'self' ${[proxy, ...cardOrigins].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    `frame-src ${[proxy, ...cardOrigins].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]);
}

export function framingPolicy(): RequestHandler {
  return say([
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "style-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]);
}

function say(policy: readonly string[]): RequestHandler {
  return (_request, response, next) => {
    response.set({
      "Content-Security-Policy": policy.join("; "),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
    });
    next();
  };
}
