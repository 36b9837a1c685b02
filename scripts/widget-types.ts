/**
 * The widget's published declarations. They stand alone: a shop has lit, and React where it asks
 * for React's, but neither our schemas nor the library they are written in. So only what the
 * entries reach is published, and reaching further than the contract's plain words is an error.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../", import.meta.url));
const widget = join(root, "widget");
const entries = ["index.ts", "element.ts", "react.ts"].map((f) => join(widget, f));

const mayReach = /^(widget\/|contract\/(vocabulary|languages\/en-\w+)\.)/;
const mayImport = /^(\.|lit(\/|$)|react$)/;

/** Every declaration the entries could need, by path from the root. */
function emitDeclarations(): Map<string, string> {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(widget, "tsconfig.json"),
    { composite: false, incremental: false, stripInternal: true, rootDir: root },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error },
  )!;
  delete options.tsBuildInfoFile;
  const declarations = new Map<string, string>();
  const outDir = join(root, "types");
  ts.createProgram(entries, { ...options, outDir }).emit(undefined, (file, text) => {
    declarations.set(relative(outDir, file).replaceAll(sep, "/"), text);
  });
  return declarations;
}

/** What is published: path below `dist/types` → text. @throws Error where it would not stand alone */
export function publishedTypes(): Map<string, string> {
  const declarations = emitDeclarations();
  const published = new Map<string, string>();
  const reach = (file: string) => {
    if (published.has(file)) return;
    const text = declarations.get(file);
    if (text === undefined || !mayReach.test(file)) throw new Error(`the types reach ${file}`);
    published.set(file, text.replace(/(["']\.[^"']*)\.ts(["'])/g, "$1.js$2"));
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?["']([^"']+)["']/g)) {
      if (!mayImport.test(specifier!)) throw new Error(`${file} names ${specifier}`);
      if (!specifier!.startsWith(".")) continue;
      reach(join(dirname(file), specifier!.replace(/\.ts$/, ".d.ts")).replaceAll(sep, "/"));
    }
  };
  for (const entry of entries) {
    reach(relative(root, entry).replaceAll(sep, "/").replace(/\.ts$/, ".d.ts"));
  }
  return published;
}

export function writeTypes(): void {
  for (const [file, text] of publishedTypes()) {
    const target = join(widget, "dist/types", file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
