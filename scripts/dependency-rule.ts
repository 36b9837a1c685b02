/**
 * The lint rule that enforces the table of dependencies. An import is judged by the file it leads
 * to, not by its text, which a longer way round would get past.
 */
import { isBuiltin } from "node:module";
import { dirname, matchesGlob, posix, relative, sep } from "node:path";
import type { Rule } from "eslint";
import { parts } from "./dependency-table.ts";

/**
 * Why `file` may not import `specifier`, as a sentence, or undefined when it may.
 * @param file path from the root, with slashes
 */
function refusal(file: string, specifier: string, typeOnly: boolean): string | undefined {
  const part = parts.find((candidate) => listed(file, candidate.files));
  if (part === undefined) return undefined;
  const local = specifier.startsWith(".");
  const target = local ? posix.join(dirname(file), specifier) : withScheme(specifier);
  const seen = local ? part.sees : part.packages;
  if (listed(target, seen)) return undefined;
  if (local && typeOnly && listed(target, part.seesTypesOf ?? [])) return undefined;
  return `${part.name} may not import ${target}: ${part.because}`;
}

function withScheme(specifier: string): string {
  return isBuiltin(specifier) && !specifier.startsWith("node:") ? `node:${specifier}` : specifier;
}

function listed(path: string, patterns: readonly string[]): boolean {
  const last = patterns.findLast((pattern) => matchesGlob(path, pattern.replace("!", "")));
  return last !== undefined && !last.startsWith("!");
}

/** What the kinds of import have in common. */
interface Import {
  readonly source?: { readonly value?: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
}

export const dependencyRule: Rule.RuleModule = {
  meta: { type: "problem", schema: [], messages: { refused: "{{sentence}}" } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join("/");
    const check = (node: Rule.Node) => {
      const { source, importKind, exportKind } = node as unknown as Import;
      if (typeof source?.value !== "string") return;
      const typeOnly =
        importKind === "type" || exportKind === "type" || String(node.type) === "TSImportType";
      const sentence = refusal(file, source.value, typeOnly);
      if (sentence !== undefined)
        context.report({ node, messageId: "refused", data: { sentence } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};
