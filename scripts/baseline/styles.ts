/**
 * What a style sheet asks of an engine, by name: properties, functions, pseudo-classes, at-rules. What
 * stands in `@supports`, or after a declaration of the same property, has something to fall back on.
 */
import { featureAt, lackedBy } from "./support.ts";

const places = {
  property: [["css", "properties"]],
  function: [
    ["css", "types"],
    ["css", "types", "color"],
    ["css", "types", "transform-function"],
    ["css", "types", "gradient"],
    ["css", "types", "image"],
  ],
  selector: [["css", "selectors"]],
  rule: [["css", "at-rules"]],
};

/** Names that some engine of the baseline does not know, each once. */
export function namesLackedIn(css: string): string[] {
  const plain = css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/@supports[^{]*\{(?:[^{}]|\{[^{}]*\})*\}/g, "");
  const found = new Set<string>();
  const note = (kind: keyof typeof places, name: string) => {
    const path = places[kind].map((place) => [...place, name]).find((each) => featureAt(...each));
    if (path !== undefined && lackedBy(featureAt(...path)).length > 0) found.add(name);
  };
  for (const [, selector = "", body = ""] of plain.matchAll(/([^{};]*)\{([^{}]*)(?=[{}])/g)) {
    for (const [, name = ""] of selector.matchAll(/::?([a-z-]+)/g)) note("selector", name);
    for (const [, name = ""] of selector.matchAll(/@([a-z-]+)/g)) note("rule", name);
    const said = new Set<string>();
    for (const declaration of body.split(";")) {
      const [, name = "", value = ""] = /^\s*([a-z-]+)\s*:(.*)/s.exec(declaration) ?? [];
      if (name === "") continue;
      if (!name.startsWith("--")) note("property", name);
      if (!said.has(name))
        for (const [, used = ""] of value.matchAll(/([a-z-]+)\(/g)) note("function", used);
      said.add(name);
    }
  }
  return [...found];
}
