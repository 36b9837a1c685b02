/** `GET /otter-checkout.js`, its classic loader, its style sheet and its versioned chunks. */
import type { RequestHandler } from "express";
import type { Asset, Assets } from "../scripts.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { immutable, sendAsset, shortLived } from "../guards/send-asset.ts";

const script = "text/javascript; charset=utf-8";
const style = "text/css; charset=utf-8";

export function scriptRoute(asset: Asset): RequestHandler {
  return (request, response) =>
    sendAsset(request, response, asset, { contentType: script, cacheControl: shortLived });
}

export function styleRoute(asset: Asset): RequestHandler {
  return (request, response) =>
    sendAsset(request, response, asset, { contentType: style, cacheControl: shortLived });
}

export function chunkRoute(assets: Assets): RequestHandler<{ version: string; file: string }> {
  return (request, response) => {
    const { version, file } = request.params;
    const asset = assets.chunks.get(`${version}/${file}`);
    if (asset === undefined) throw new CheckoutError("not_found", "there is no such file");
    const contentType = file.endsWith(".css") ? style : script;
    sendAsset(request, response, asset, { contentType, cacheControl: immutable });
  };
}
