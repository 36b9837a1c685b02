/**
 * A body that was read before it came to us: by a parser of the app that the proxy is mounted in, or
 * by a host that hands requests on as objects. Its bytes are taken where somebody kept them, because
 * a gateway's seal is over what it sent, and not over what somebody made of it.
 */
import type { Request } from "express";

/** What to do about it, for who mounted the proxy. */
export const howToMount =
  "a body parser stands before the proxy, and what gateways send cannot be verified any more: mount the proxy first, or keep the bytes: express.json({ verify: (request, response, bytes) => { request.rawBody = bytes; } })";

export function wasRead({ readableEnded, readableDidRead }: Request): boolean {
  return readableEnded || readableDidRead;
}

/** Undefined where they are lost. */
export function keptBytes(request: Request): Buffer | undefined {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  return toBytes(rawBody) ?? toBytes(body) ?? formBytes(request, body) ?? noBytes(request);
}

/** As `verify` of Express's parsers and most hosts keep it, `express.raw()` and `express.text()`. */
function toBytes(kept: unknown): Buffer | undefined {
  if (typeof kept === "string") return Buffer.from(kept, "utf8");
  if (!(kept instanceof Uint8Array)) return undefined;
  return Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength);
}

/** A flat form says the same when it is written anew: its seal is over names and values. */
function formBytes({ headers }: Request, body: unknown): Buffer | undefined {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  if (!isForm || typeof body !== "object" || body === null) return undefined;
  const form = new URLSearchParams();
  for (const [name, told] of Object.entries(body) as [string, unknown][]) {
    for (const value of Array.isArray(told) ? (told as unknown[]) : [told]) {
      if (typeof value !== "string") return undefined;
      form.append(name, value);
    }
  }
  return Buffer.from(form.toString());
}

function noBytes({ headers }: Request): Buffer | undefined {
  const isSent = headers["transfer-encoding"] !== undefined;
  return isSent || Number(headers["content-length"] ?? 0) > 0 ? undefined : Buffer.alloc(0);
}
