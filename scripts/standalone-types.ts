/**
 * Declarations that stand alone: what some entries reach, and an error where they reach further than a
 * package may publish, or name what who installs it does not have.
 */
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../", import.meta.url));

export interface Standalone {
  /** The `tsconfig.json` they are compiled by, from the root. */
  readonly project: string;
  /** Sources, from the root. */
  readonly entries: readonly string[];
  /** Paths from the root. */
  readonly mayReach: RegExp;
  /** Specifiers. */
  readonly mayImport: RegExp;
}

/** Every declaration the entries could need, by path from the root. */
function emit({ project, entries }: Standalone): Map<string, string> {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(root, project),
    { composite: false, incremental: false, stripInternal: true, rootDir: root },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: console.error },
  )!;
  delete options.tsBuildInfoFile;
  const outDir = join(root, "types");
  const declarations = new Map<string, string>();
  const sources = entries.map((entry) => join(root, entry));
  ts.createProgram(sources, { ...options, outDir }).emit(undefined, (file, text) => {
    declarations.set(relative(outDir, file).replaceAll(sep, "/"), text);
  });
  return declarations;
}

/** @returns path from the root → text, with our own specifiers as they are written, in `.ts` */
export function standaloneTypes(wanted: Standalone): Map<string, string> {
  const declarations = emit(wanted);
  const published = new Map<string, string>();
  const reach = (file: string) => {
    if (published.has(file)) return;
    const text = declarations.get(file);
    if (text === undefined || !wanted.mayReach.test(file))
      throw new Error(`the types reach ${file}`);
    published.set(file, text);
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?["']([^"']+)["']/g)) {
      if (!wanted.mayImport.test(specifier!)) throw new Error(`${file} names ${specifier}`);
      if (!specifier!.startsWith(".")) continue;
      reach(join(dirname(file), specifier!.replace(/\.ts$/, ".d.ts")).replaceAll(sep, "/"));
    }
  };
  for (const entry of wanted.entries) reach(entry.replace(/\.ts$/, ".d.ts"));
  return published;
}

/** @param extension of the modules that our own specifiers lead to */
export function ledTo(text: string, extension: "js" | "cjs"): string {
  return text.replace(/(["']\.[^"']*)\.ts(["'])/g, `$1.${extension}$2`);
}
