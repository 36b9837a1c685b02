/**
 * Builds the package for the shop's server: one file for `import` and one for `require`, and the
 * declarations of each, which stand alone: they reach plain words and types, and no library.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { ledTo, standaloneTypes } from "./standalone-types.ts";

const client = fileURLToPath(new URL("../server/client", import.meta.url));
const dist = join(client, "dist");
const entry = join(client, "index.ts");

function writeDeclarations(): void {
  const types = standaloneTypes({
    project: "server/tsconfig.json",
    entries: ["server/client/index.ts"],
    mayReach: /^(server\/client\/|contract\/(vocabulary|facts)\.)/,
    mayImport: /^\./,
  });
  for (const [file, text] of types) {
    const target = join(dist, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ledTo(text, "js"));
    writeFileSync(target.replace(/\.d\.ts$/, ".d.cts"), ledTo(text, "cjs"));
  }
}

rmSync(dist, { recursive: true, force: true });
await build({
  configFile: false,
  root: client,
  publicDir: false,
  logLevel: "warn",
  build: {
    // Node 20, and whatever else has fetch and Web Crypto.
    target: "es2022",
    outDir: "dist",
    minify: false,
    lib: {
      entry: { index: entry },
      formats: ["es", "cjs"],
      fileName: (format, name) => `${name}.${format === "es" ? "js" : "cjs"}`,
    },
  },
});
writeDeclarations();
