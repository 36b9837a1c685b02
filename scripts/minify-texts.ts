/** Takes what only people need out of the style sheets and the templates that stand in scripts. */
import { transform } from "lightningcss";
import type { Plugin } from "vite";

/** A sheet as its source has it: one literal with nothing filled in and nothing escaped. */
const sheet = /\bcss`([^`$\\]+)`/g;
/** What it is marked with for editors. */
const mark = "const css = String.raw;";

export function minifyStyles(): Plugin {
  return {
    name: "minify-styles",
    transform: {
      filter: { id: /styles\.ts$/ },
      handler: (code, filename) =>
        code
          .replace(mark, "")
          .replace(sheet, (_, text: string) => `\`${minified(text, filename)}\``),
    },
  };
}

function minified(text: string, filename: string): string {
  return transform({ filename, code: Buffer.from(text), minify: true }).code.toString();
}

/**
 * In minified code only templates have lines. No browser shows more of them than a blank, and before the
 * end of a tag not even that.
 */
export function minifyTemplates(): Plugin {
  return {
    name: "minify-templates",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        file.code = file.code
          .replace(/\n\s*>/g, ">")
          .replace(/\n\s*/g, " ")
          .trim();
      }
    },
  };
}
