/**
 * A module that could not be fetched stays failed at its address for as long as the page lives: some
 * engines ask the network once and never again. So the served script asks for what failed at another
 * address of the same file. The package's modules are left as they are: there it is the shop's bundler
 * that says where chunks are.
 */
import type { Plugin } from "vite";

/** A lazy import of ours, as the minifier writes it. */
const lazy = /\bimport\((`\.[^`$]+`)\)/g;

/** Hoisted, and longer than any name the minifier gives: it keeps what to add to an address that failed. */
const again =
  "function $import(a){return import(a+($import[a]||``)).catch(e=>{$import[a]=`?`+performance.now();throw e})}";

export function retryImports(): Plugin {
  return {
    name: "retry-imports",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        const code = file.code.replace(lazy, "$$import($1)");
        if (code !== file.code) file.code = code + again;
      }
    },
  };
}
