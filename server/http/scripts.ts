/** The widget's script, its chunks and its style sheets, read once and compressed once. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export interface Asset {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
  readonly etag: string;
}

export interface Assets {
  readonly script: Asset;
  readonly classicScript: Asset;
  /** The picker's style sheet, for engines in which a script cannot construct one. */
  readonly style: Asset;
  /** By `version/file`. */
  readonly chunks: ReadonlyMap<string, Asset>;
  /** Which of them is the card frame's script. */
  readonly cardFrame: string;
  /** Which of them is its style sheet, for the same engines. */
  readonly cardFrameStyle: string;
}

/** @param folder what the widget's build for the script tag wrote */
export async function loadAssets(folder: string): Promise<Assets> {
  const chunks = new Map<string, Asset>();
  const chunkFolder = join(folder, "otter-checkout");
  for (const entry of await readdir(chunkFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const key = path.slice(chunkFolder.length + 1).replaceAll("\\", "/");
    chunks.set(key, toAsset(await readFile(path)));
  }
  const ofCards = (file: RegExp) => {
    const found = [...chunks.keys()].find((key) => file.test(key));
    if (found === undefined) throw new Error(`${chunkFolder} has no card-frame: build the widget`);
    return found;
  };
  return {
    cardFrame: ofCards(/\/card-frame-[\w-]+\.js$/),
    cardFrameStyle: ofCards(/\/card-frame-[\w-]+\.css$/),
    script: toAsset(await readFile(join(folder, "otter-checkout.js"))),
    classicScript: toAsset(await readFile(join(folder, "otter-checkout.classic.js"))),
    style: toAsset(await readFile(join(folder, "otter-checkout.css"))),
    chunks,
  };
}

export function toAsset(plain: Buffer): Asset {
  return {
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 27)}"`,
  };
}
