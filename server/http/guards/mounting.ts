/**
 * What stands before the proxy in a shop's own Express, as far as that can be seen when it is mounted:
 * a parser there may keep the bytes that it reads, or not, which the first request shows.
 */
import type { Application } from "express";
import type { Logger } from "../../platform/logger.ts";
import { howToMount } from "./kept-bytes.ts";

interface Layer {
  readonly name: string;
}

/** As Express's own parsers call themselves. */
const parsers: ReadonlySet<string> = new Set(["jsonParser", "urlencodedParser"]);

export function warnOfParsers(shop: Application, logger: Logger): void {
  const before = layersOf(shop).find(({ name }) => parsers.has(name));
  if (before === undefined) return;
  logger.warn({ parser: before.name }, `unless it keeps what it reads, ${howToMount}`);
}

/** Express 4 has them under another name, and throws where it is asked by the new one. */
function layersOf(shop: Application): readonly Layer[] {
  const { _router: old } = shop as unknown as { _router?: { stack: readonly Layer[] } };
  if (old !== undefined) return old.stack;
  try {
    return (shop.router as unknown as { stack: readonly Layer[] }).stack;
  } catch {
    return [];
  }
}
