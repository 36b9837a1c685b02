/**
 * Method marks, so that the shopper's browser talks to nobody but the proxy. The operator's own
 * marks come first, then the gateway's logo. Each is fetched once, from the gateway's own origin or
 * the address the operator named, and served under a hash of where it came from.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { LRUCache } from "lru-cache";
import { CheckoutError, GatewayError } from "../platform/errors.ts";
import type { HttpClient } from "../platform/http-client.ts";
import type { Ledger } from "../ledger/ledger.ts";

export const maxIconBytes = 64 * 1024;

export interface Icon {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface Icons {
  /**
   * The address to show, or null. `names` are what `METHOD_ICONS` may know the method by, most
   * specific first.
   */
  addressOf(names: readonly string[], logoUrl: string | null): string | null;
  /** @throws CheckoutError `not_found` when there is no such icon or it cannot be had */
  read(hash: string): Promise<Icon>;
}

export interface IconsOptions {
  readonly http: HttpClient;
  readonly ledger: Pick<Ledger, "readIconSource" | "writeIconSource">;
  readonly baseUrl: string;
  /** Name → https address or absolute file path. */
  readonly operatorIcons: Readonly<Record<string, string>>;
  /** Origins logos may come from: the gateways' own. */
  readonly logoOrigins: readonly string[];
}

const imageTypes: Readonly<Record<string, string>> = {
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
};
const allowedTypes = new Set(Object.values(imageTypes));

export function createIcons(options: IconsOptions): Icons {
  const sources = new LRUCache<string, string>({
    maxSize: 1024 * 1024,
    sizeCalculation: (source, hash) => hash.length + source.length,
  });
  const icons = new LRUCache<string, Icon>({
    maxSize: 8 * 1024 * 1024,
    // What keeping one costs beside its bytes, so that many small ones are bounded, too.
    sizeCalculation: (icon) => icon.bytes.byteLength + 500,
  });
  const missing = new LRUCache<string, true>({ max: 2_000, ttl: 60_000 });
  const running = new Map<string, Promise<Icon>>();

  function register(source: string): string {
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 32);
    if (!sources.has(hash)) {
      sources.set(hash, source);
      // Another instance, or this one after a restart, may be asked for it before it sees the list.
      void options.ledger.writeIconSource(hash, source).catch(() => undefined);
    }
    return `${options.baseUrl}/v1/icons/${hash}`;
  }

  async function load(hash: string): Promise<Icon> {
    const source = sources.get(hash) ?? (await options.ledger.readIconSource(hash));
    if (source === undefined) throw noSuchIcon();
    const icon = source.startsWith("/")
      ? await readIconFile(source)
      : await fetchIcon(options, source);
    icons.set(hash, icon);
    return icon;
  }

  return {
    addressOf(names, logoUrl) {
      // Names come from the gateway: one like "constructor" must find nothing.
      const own = names
        .filter((name) => Object.hasOwn(options.operatorIcons, name))
        .map((name) => options.operatorIcons[name])
        .find((value) => value !== undefined);
      if (own !== undefined) return register(own);
      const logo = logoUrl === null ? null : URL.parse(logoUrl);
      if (logo === null || logo.username !== "" || logo.password !== "") return null;
      return options.logoOrigins.includes(logo.origin) ? register(logo.href) : null;
    },

    async read(hash) {
      const known = icons.get(hash);
      if (known !== undefined) return known;
      if (missing.has(hash)) throw noSuchIcon();
      let loading = running.get(hash);
      if (loading === undefined) {
        loading = load(hash).finally(() => running.delete(hash));
        running.set(hash, loading);
      }
      try {
        return await loading;
      } catch (error) {
        missing.set(hash, true);
        throw error instanceof CheckoutError ? error : noSuchIcon();
      }
    },
  };
}

function noSuchIcon(): CheckoutError {
  return new CheckoutError("not_found", "there is no such icon");
}

async function readIconFile(path: string): Promise<Icon> {
  const contentType = imageTypes[extname(path).toLowerCase()];
  if (contentType === undefined) throw noSuchIcon();
  const bytes = await readFile(path);
  if (bytes.byteLength > maxIconBytes) throw noSuchIcon();
  return { bytes, contentType };
}

async function fetchIcon(options: IconsOptions, source: string): Promise<Icon> {
  const answer = await options.http.send({
    url: source,
    method: "GET",
    headers: { accept: "image/*" },
    signal: AbortSignal.timeout(5_000),
    maxBytes: maxIconBytes,
  });
  const contentType =
    (answer.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (answer.status !== 200 || !allowedTypes.has(contentType)) {
    throw new GatewayError("invalid_answer", "the logo is not an image", { outcome: "none" });
  }
  return { bytes: answer.bytes, contentType };
}
