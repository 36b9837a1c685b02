/** Sends a file that any page may load, compressed as the client likes. */
import type { Request, Response } from "express";
import type { Asset } from "../scripts.ts";
import { assetHeaders } from "./headers.ts";

export interface AssetHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
}

export function sendAsset(
  request: Request,
  response: Response,
  asset: Asset,
  { contentType, cacheControl }: AssetHeaders,
): void {
  response.set(assetHeaders);
  response.setHeader("Cache-Control", cacheControl);
  response.setHeader("ETag", asset.etag);
  response.setHeader("Vary", "Accept-Encoding");
  if (request.headers["if-none-match"] === asset.etag) {
    response.status(304).end();
    return;
  }
  response.setHeader("Content-Type", contentType);
  const encoding = request.acceptsEncodings("br", "gzip");
  const bytes = encoding === "br" ? asset.brotli : encoding === "gzip" ? asset.gzip : asset.plain;
  if (bytes !== asset.plain && encoding !== false) response.setHeader("Content-Encoding", encoding);
  response.status(200).end(bytes);
}

/** One of our files changes every release, its address does not. */
export const shortLived = "public, max-age=300, stale-while-revalidate=86400";
export const immutable = "public, max-age=31536000, immutable";
