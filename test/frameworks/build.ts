/**
 * `node test/frameworks/build.ts development`: builds the shops, each with its own configuration of
 * Vite where it has one. A process for each way, because frameworks ask its environment which it is.
 */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";
import { builtFolder, frameworks, type Mode } from "./frameworks.ts";

const [mode] = process.argv.slice(2) as [Mode];
process.env["NODE_ENV"] = mode;

/** Pages, and on the server the one module that answers. */
const entries: Readonly<Record<"client" | "server", RegExp>> = {
  client: /\.html$/,
  server: /^server\.tsx?$/,
};

for (const { name, folder = name, alias = {} } of frameworks) {
  const root = fileURLToPath(new URL(`${folder}/`, import.meta.url));
  for (const [side, pattern] of Object.entries(entries)) {
    const input = readdirSync(root)
      .filter((file) => pattern.test(file))
      .map((file) => root + file);
    if (input.length === 0) continue;
    const configFile = `${root}vite.config.ts`;
    const config: InlineConfig = {
      root,
      mode,
      configFile: existsSync(configFile) && configFile,
      // What it warns of is the frameworks' own: eval in htmx, "use client" for React's servers.
      logLevel: "error",
      resolve: { alias },
      build: {
        target: "es2022",
        outDir: fileURLToPath(new URL(`${side}/`, builtFolder(name, mode))),
        emptyOutDir: true,
        ssr: side === "server",
        modulePreload: false,
        rolldownOptions: { input },
      },
    };
    await build(config);
  }
}
