/**
 * What was built of which sources: a hash of them, kept beside the dependencies, so that `npm ci`
 * forgets it as well. Contents count and not times, which a checkout or a copy sets anew.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folders = ["contract", "server", "widget", "scripts", "demo/sandbox"];
const files = ["package.json", "package-lock.json", "vite.config.ts", "tsconfig.base.json"];
const source = /\.(ts|js|cjs|json)$/;

/** @param root of the repository, as are all below */
export function hashSources(root: string): string {
  const hash = createHash("sha256");
  for (const file of [...files, ...folders.flatMap((folder) => listSources(root, folder))]) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

function listSources(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) return source.test(entry.name) ? [path] : [];
      return entry.name === "dist" || entry.name === "node_modules" ? [] : listSources(root, path);
    });
}

export function readStamp(root: string): string | undefined {
  try {
    return readFileSync(stampFile(root), "utf8");
  } catch {
    return undefined;
  }
}

/** In one step, and never into a file that another clone shares by a hard link. */
export function writeStamp(root: string, stamp: string): void {
  const file = stampFile(root);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(`${file}.new`, stamp);
  renameSync(`${file}.new`, file);
}

export function forgetStamp(root: string): void {
  rmSync(stampFile(root), { force: true });
}

function stampFile(root: string): string {
  return join(root, "node_modules/.cache/otter-checkout/built-from");
}
