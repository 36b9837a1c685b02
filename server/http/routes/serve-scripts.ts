/** `GET /otter-checkout.js`, its classic loader and its versioned chunks. */
import type { RequestHandler } from "express";
import type { Asset, Assets } from "../scripts.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { immutable, sendAsset, shortLived } from "../guards/send-asset.ts";

const contentType = "text/javascript; charset=utf-8";

export function scriptRoute(asset: Asset): RequestHandler {
  return (request, response) =>
    sendAsset(request, response, asset, { contentType, cacheControl: shortLived });
}

export function chunkRoute(assets: Assets): RequestHandler<{ version: string; file: string }> {
  return (request, response) => {
    const asset = assets.chunks.get(`${request.params.version}/${request.params.file}`);
    if (asset === undefined) throw new CheckoutError("not_found", "there is no such file");
    sendAsset(request, response, asset, { contentType, cacheControl: immutable });
  };
}
