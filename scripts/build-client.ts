/**
 * Builds the package for the shop's server: one file for `import` and one for `require`, and the
 * declarations of each, which stand alone: they reach plain words and types, and no library.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const client = join(root, "server/client");
const dist = join(client, "dist");
const entry = join(client, "index.ts");

const mayReach = /^(server\/client\/|contract\/(vocabulary|facts)\.)/;

/** By path from the root. */
function emitDeclarations(): Map<string, string> {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(root, "server/tsconfig.json"),
    { composite: false, incremental: false, rootDir: root, stripInternal: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error },
  )!;
  delete options.tsBuildInfoFile;
  const outDir = join(root, "types");
  const declarations = new Map<string, string>();
  ts.createProgram([entry], { ...options, outDir }).emit(undefined, (file, text) => {
    declarations.set(relative(outDir, file).replaceAll(sep, "/"), text);
  });
  return declarations;
}

/** @throws Error where the declarations would not stand alone */
function writeDeclarations(): void {
  const declarations = emitDeclarations();
  const reached = new Set<string>();
  const reach = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = declarations.get(file);
    if (text === undefined || !mayReach.test(file)) throw new Error(`the types reach ${file}`);
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?["']([^"']+)["']/g)) {
      if (!specifier!.startsWith(".")) throw new Error(`${file} names ${specifier}`);
      reach(join(dirname(file), specifier!.replace(/\.ts$/, ".d.ts")).replaceAll(sep, "/"));
    }
    const target = join(dist, file);
    mkdirSync(dirname(target), { recursive: true });
    for (const [ending, extension] of [
      [".d.ts", "js"],
      [".d.cts", "cjs"],
    ] as const) {
      const named = text.replace(/(["']\.[^"']*)\.ts(["'])/g, `$1.${extension}$2`);
      writeFileSync(target.replace(/\.d\.ts$/, ending), named);
    }
  };
  reach("server/client/index.d.ts");
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
