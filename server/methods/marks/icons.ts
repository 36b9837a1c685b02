/**
 * Pictures the proxy serves, so that the shopper's browser talks to nobody else. Each is fetched once,
 * from the gateway's own origin or the address the operator named, and served under a hash of where
 * it came from; those of our own making under a hash of what they are.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { LRUCache } from "lru-cache";
import { CheckoutError, GatewayError } from "../../platform/errors.ts";
import type { HttpClient } from "../../platform/http-client.ts";
import type { Ledger } from "../../ledger/ledger.ts";

export const maxIconBytes = 64 * 1024;

export interface Icon {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface Icons {
  /** Where the operator's picture is shown from. @param source https address or absolute file path */
  addressOf(source: string): string;
  /** Where a gateway's logo is shown from; null where it is not on the gateway's own origin. */
  logoAddress(url: string): string | null;
  /** Where a picture of our own is shown from: the same one at the same address, on every instance. */
  keep(icon: Icon): string;
  /** @throws CheckoutError `not_found` when there is no such icon or it cannot be had */
  read(hash: string): Promise<Icon>;
}

export interface IconsOptions {
  readonly http: HttpClient;
  readonly ledger: Pick<Ledger, "readIconSource" | "writeIconSource">;
  readonly baseUrl: string;
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
  const own = new Map<string, Icon>();
  const address = (hash: string) => `${options.baseUrl}/v1/icons/${hash}`;

  function register(source: string): string {
    const hash = hashOf(source);
    if (!sources.has(hash)) {
      sources.set(hash, source);
      // Another instance, or this one after a restart, may be asked for it before it sees the list.
      void options.ledger.writeIconSource(hash, source).catch(() => undefined);
    }
    return address(hash);
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
    addressOf: register,

    logoAddress(url) {
      const logo = URL.parse(url);
      if (logo === null || logo.username !== "" || logo.password !== "") return null;
      return options.logoOrigins.includes(logo.origin) ? register(logo.href) : null;
    },

    keep(icon) {
      const hash = hashOf(icon.bytes);
      if (!own.has(hash)) own.set(hash, icon);
      return address(hash);
    },

    async read(hash) {
      const known = own.get(hash) ?? icons.get(hash);
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

function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 32);
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
