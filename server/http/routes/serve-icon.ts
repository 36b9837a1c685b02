/** `GET /v1/icons/:hash`: a method's mark, immutable, and unable to run anything. */
import type { RequestHandler } from "express";
import { CheckoutError } from "../../platform/errors.ts";
import { assetHeaders } from "../guards/headers.ts";
import { immutable } from "../guards/send-asset.ts";
import type { Icons } from "../../methods/marks/icons.ts";

export function iconRoute(icons: Icons): RequestHandler<{ hash: string }> {
  return async (request, response) => {
    if (!/^[0-9a-f]{32}$/.test(request.params.hash)) {
      throw new CheckoutError("not_found", "there is no such icon");
    }
    const icon = await icons.read(request.params.hash);
    response.set(assetHeaders);
    response.setHeader(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    response.setHeader("Cache-Control", immutable);
    response.setHeader("Content-Type", icon.contentType);
    response.status(200).end(Buffer.from(icon.bytes));
  };
}
