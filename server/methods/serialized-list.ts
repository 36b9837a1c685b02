/** The answer to who asks for a list: put together from what each gateway's entry holds as text. */
import type { CachedList, RenderedRows } from "./cache/methods-cache.ts";
import { firstRows } from "./rendered-rows.ts";

export interface SerializedList {
  /** JSON in UTF-8, one character a byte (`latin1`): node sends such a text in one piece with the headers. */
  readonly bytes: string;
  readonly etag: string;
  /** In bytes, as a header carries it. */
  readonly length: string;
  readonly cacheControl: string;
  /** RFC 9211. */
  readonly cacheStatus: string;
}

/** One gateway's part of a list. */
export interface LoadedRows {
  readonly rows: RenderedRows;
  /** Undefined for rows that come from the configuration. */
  readonly cached: CachedList | undefined;
}

/** @param partial whether a gateway gave no list */
export function serialize(
  loaded: readonly LoadedRows[],
  partial: boolean,
  now: number,
): SerializedList {
  let texts = firstRows(loaded.map(({ rows }) => rows));
  let tags = "";
  for (const { rows } of loaded) {
    if (rows.text !== "") texts += texts === "" ? rows.text : `,${rows.text}`;
    tags += `${rows.tag}.`;
  }
  const bytes = `{"methods":[${texts}],"partial":${partial}}`;
  return {
    bytes,
    etag: `"${tags}${partial ? "partial" : "whole"}"`,
    length: String(bytes.length),
    cacheControl: partial ? "public, max-age=2" : "public, max-age=30",
    cacheStatus: cacheStatus(loaded, now),
  };
}

/** A hit with the time left, negative when stale; a miss when any list was fetched just now. */
function cacheStatus(loaded: readonly LoadedRows[], now: number): string {
  let freshUntil = Infinity;
  for (const { cached } of loaded) {
    if (cached === undefined) continue;
    if (cached.from === "miss") return "otter; fwd=miss";
    freshUntil = Math.min(freshUntil, cached.freshUntil);
  }
  if (freshUntil === Infinity) return "otter; hit";
  return `otter; hit; ttl=${Math.round((freshUntil - now) / 1000)}`;
}
