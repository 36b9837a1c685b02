/**
 * The widget's two builds, one for each way it reaches a page:
 * - `vite build --mode npm`: the package's modules, lit left to the shop's bundler;
 * - `vite build --mode script`: one self-contained entry for a script tag, which the proxy serves.
 * Chunks carry their content's hash, so they may be cached for ever; the entry keeps its name. Where
 * the proxy serves them is `routes.chunks` in the vocabulary.
 */
import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const widget = fileURLToPath(new URL("widget/", import.meta.url));

const shared: UserConfig = {
  root: widget,
  // Relative: the proxy may live below any path.
  base: "./",
  publicDir: false,
};

const target = "es2022";

const npm: UserConfig = {
  ...shared,
  build: {
    target,
    outDir: "dist",
    emptyOutDir: true,
    lib: {
      entry: {
        "otter-checkout": `${widget}define.ts`,
        element: `${widget}otter-checkout-element.ts`,
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: /^lit(\/|$)/,
      output: { chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
};

/** Library mode here too: an application build would wrap every lazy import in a preloader we do not want. */
const script: UserConfig = {
  ...shared,
  build: {
    target,
    outDir: "dist/script",
    emptyOutDir: true,
    lib: { entry: { "otter-checkout": `${widget}define.ts` }, formats: ["es"] },
    rolldownOptions: {
      output: { chunkFileNames: "otter-checkout/[hash]/[name].js", minify: true },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "npm" ? npm : script));
