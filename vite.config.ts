/**
 * The widget's builds, one for each way it reaches a page:
 * - `vite build --mode npm`: the package's modules, lit left to the shop's bundler;
 * - `vite build --mode script`: one self-contained entry for a script tag, which the proxy serves;
 * - `vite build --mode card`, after it: the card frame's script, which shares nothing with the rest.
 * Chunks carry their content's hash, so they may be cached for ever; the entry keeps its name. Where
 * the proxy serves them is `routes.chunks` in the vocabulary.
 */
import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";
import { minifyStyles, minifyTemplates } from "./scripts/minify-texts.ts";
import { pickTexts } from "./scripts/pick-texts.ts";
import { retryImports } from "./scripts/retry-imports.ts";
import manifest from "./widget/package.json" with { type: "json" };

const widget = fileURLToPath(new URL("widget/", import.meta.url));

const { version } = manifest;

/** Whose code is in a chunk beside ours: their licences are in THIRD-PARTY-LICENSES.txt. */
const banners: Readonly<Record<string, string>> = {
  "otter-checkout": "/*lit © Google LLC, BSD-3*/",
  "qr-code": "/*uqr © Project Nayuki, Anthony Fu, MIT*/",
  "card-frame": "/*jose © Filip Skokan, MIT*/",
  // In one file with a shop's code it is not what the line before it calls.
  "otter-checkout.classic": ";",
};

/** @returns what stands in front of a chunk */
function bannerOf({ name }: { name: string }): string {
  return banners[name] ?? "";
}

const shared: UserConfig = {
  root: widget,
  // Relative: the proxy may live below any path.
  base: "./",
  publicDir: false,
  plugins: [minifyStyles(), pickTexts("picker")],
};

/**
 * The syntax of the baseline in README.md (Chrome 92, Safari 15.4, Firefox 100) is ES2022 without static
 * blocks and lookbehind, which lint and `npm run size` refuse. Named as engines they would turn every
 * private name into a helper's call, 0.7 KB and one more request before the list shows.
 */
const target = "es2022";

/** What a shop's bundler reads: lit and react are the shop's. */
const npm: UserConfig = {
  ...shared,
  build: {
    target,
    outDir: "dist",
    emptyOutDir: true,
    lib: {
      entry: {
        "otter-checkout": `${widget}index.ts`,
        element: `${widget}element.ts`,
        react: `${widget}react.ts`,
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: /^(lit|react)(\/|$)/,
      output: {
        chunkFileNames: "chunks/[name]-[hash].js",
        // Frameworks that render on a server want to hear that a component listens.
        banner: ({ name }) => (name === "react" ? `"use client";` : ""),
        // Lit is not in these.
        postBanner: (chunk) => (chunk.isEntry ? "" : bannerOf(chunk)),
      },
    },
  },
};

/** Library mode here too: an application build would wrap every lazy import in a preloader we do not want. */
const script: UserConfig = {
  ...shared,
  plugins: [minifyStyles(), minifyTemplates(), pickTexts("picker"), retryImports()],
  build: {
    target,
    outDir: "dist/script",
    emptyOutDir: true,
    lib: {
      entry: {
        "otter-checkout": `${widget}script.ts`,
        "otter-checkout.classic": `${widget}classic.ts`,
      },
      formats: ["es"],
    },
    rolldownOptions: {
      output: {
        // Where the proxy serves them: the entry at its address, each version's chunks below.
        entryFileNames: "[name].js",
        chunkFileNames: `otter-checkout/${version}/[name]-[hash:6].js`,
        minify: true,
        topLevelVar: false,
        comments: false,
        postBanner: bannerOf,
      },
    },
  },
};

/** A page of its own, so a build of its own: a chunk shared with the widget would be one request more. */
const card: UserConfig = {
  ...shared,
  plugins: [minifyStyles(), pickTexts("card"), retryImports()],
  build: {
    target,
    outDir: "dist/script",
    emptyOutDir: false,
    lib: { entry: { "card-frame": `${widget}card-frame/main.ts` }, formats: ["es"] },
    rolldownOptions: {
      output: {
        entryFileNames: `otter-checkout/${version}/[name]-[hash].js`,
        chunkFileNames: `otter-checkout/${version}/card-[name]-[hash:6].js`,
        minify: true,
        comments: false,
        postBanner: bannerOf,
      },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "npm" ? npm : mode === "card" ? card : script));
