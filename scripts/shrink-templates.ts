/**
 * A bundler's minifier leaves template literals alone, because their white space could matter. In
 * ours it does not: line breaks in `html`, `svg` and `css` are there for who reads the source. What
 * stands on one line is kept as it is.
 */
import type { Plugin } from "vite";

const collapse: Record<string, (text: string) => string> = {
  css: (text) =>
    text
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/\s+/g, " ")
      .replace(/\s*([{};,>])\s*/g, "$1")
      .replace(/: /g, ":")
      .replace(/;}/g, "}")
      .trim(),
  html: collapseMarkup,
  svg: collapseMarkup,
};

function collapseMarkup(text: string): string {
  return text
    .replace(/>\s*\n\s*/g, ">")
    .replace(/\s*\n\s*(?=<)/g, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/ (?=\/?>)/g, "");
}

interface Node {
  type: string;
  start: number;
  end: number;
  tag?: { name?: string };
  quasi?: { quasis: Node[] };
}

/** Every node below `value`, parents first. */
function* nodesOf(value: unknown): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value) yield value as Node;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

export function shrinkTemplates(): Plugin {
  return {
    name: "shrink-templates",
    enforce: "post",
    transform(code, id) {
      if (!/\/widget\/([^/]+\/)?[^/]+\.ts$/.test(id)) return null;
      const edits: { start: number; end: number; text: string }[] = [];
      for (const node of nodesOf(this.parse(code))) {
        const shrink = node.type === "TaggedTemplateExpression" && collapse[node.tag?.name ?? ""];
        if (!shrink) continue;
        for (const { start, end } of node.quasi?.quasis ?? []) {
          edits.push({ start, end, text: shrink(code.slice(start, end)) });
        }
      }
      edits.sort((a, b) => b.start - a.start);
      let shrunk = code;
      for (const { start, end, text } of edits) {
        shrunk = shrunk.slice(0, start) + text + shrunk.slice(end);
      }
      return { code: shrunk, map: null };
    },
  };
}
