/**
 * The widget's published declarations. They stand alone: a shop has lit, and React where it asks
 * for React's, but neither our schemas nor the library they are written in. So only what the
 * entries reach is published, and reaching further than the contract's plain words is an error.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ledTo, standaloneTypes } from "./standalone-types.ts";

const widget = fileURLToPath(new URL("../widget", import.meta.url));

/** What is published: path below `dist/types` → text. @throws Error where it would not stand alone */
export function publishedTypes(): Map<string, string> {
  const types = standaloneTypes({
    project: "widget/tsconfig.json",
    entries: ["widget/index.ts", "widget/element.ts", "widget/react.ts"],
    mayReach: /^(widget\/|contract\/(vocabulary|languages\/en-\w+)\.)/,
    mayImport: /^(\.|lit(\/|$)|react$)/,
  });
  return new Map([...types].map(([file, text]) => [file, ledTo(text, "js")]));
}

export function writeTypes(): void {
  for (const [file, text] of publishedTypes()) {
    const target = join(widget, "dist/types", file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
