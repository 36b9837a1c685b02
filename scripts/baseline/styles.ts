/**
 * What a style sheet asks of an engine, by name: properties and their keywords, functions, units,
 * pseudo-classes, at-rules and what they ask for. What stands in `@supports`, or after a declaration
 * of the same property, has something to fall back on.
 */
import { readSheet, type Block } from "./sheet.ts";
import { featureAt, lackedBy } from "./support.ts";

export interface LackInText {
  readonly name: string;
  readonly browsers: readonly string[];
  /** It stands in a list of selectors, all of which an engine drops that does not know one. */
  readonly inList?: boolean;
}

const functionPlaces = ["", "color", "transform-function", "gradient", "image", "basic-shape"];
const viewportSizes: Record<string, string> = { s: "small", l: "large", d: "dynamic" };

/** What some engine of the baseline does not know, each once. */
export function lacksOfSheet(css: string): LackInText[] {
  const found = new Map<string, LackInText>();
  /** By the first of the paths that the data has. */
  const note = (name: string, paths: readonly (readonly string[])[], inList = false) => {
    const known = paths.map((path) => featureAt(...path)).find((each) => each?.__compat);
    const browsers = lackedBy(known);
    if (browsers.length > 0 && !(found.get(name)?.inList ?? false)) {
      found.set(name, { name, browsers, inList });
    }
  };
  walk(readSheet(css), false);
  return [...found.values()];

  function walk({ prelude, declarations, blocks }: Block, isInRule: boolean): void {
    if (/^@supports\b/.test(prelude)) return;
    if (prelude.startsWith("@")) noteAtRule(prelude);
    else if (prelude !== "") noteSelectors(prelude);
    if (isInRule && prelude !== "") note("nesting", [["css", "selectors", "nesting"]]);
    const said = new Set<string>();
    for (const { name, value } of declarations) {
      const isOwn = name.startsWith("--");
      if (!isOwn) note(name, [["css", "properties", name]]);
      // Whatever is given to a name of the page's own is taken: the first is no fallback.
      if (isOwn || !said.has(name)) noteValue(name, value);
      said.add(name);
    }
    const isRule = prelude !== "" && !prelude.startsWith("@");
    for (const block of blocks) walk(block, isInRule || isRule);
  }

  function noteAtRule(prelude: string): void {
    const [, rule = ""] = /^@([a-z-]+)/.exec(prelude) ?? [];
    note(rule, [["css", "at-rules", rule]]);
    if (rule !== "media") return;
    for (const [, feature = ""] of prelude.matchAll(/\(\s*(?:min-|max-)?([a-z-]+)/g)) {
      note(feature, [["css", "at-rules", "media", feature]]);
    }
    if (/[<>]/.test(prelude)) note("range_syntax", [["css", "at-rules", "media", "range_syntax"]]);
  }

  function noteSelectors(prelude: string): void {
    const together = unforgiven(prelude);
    for (const [, name = ""] of prelude.matchAll(/::?([a-z-]+)/g)) {
      const inList = together.includes(",") && new RegExp(`:${name}(?![\\w-])`).test(together);
      note(name, [["css", "selectors", name]], inList);
    }
  }

  function noteValue(property: string, value: string): void {
    const bare = value.replace(/"[^"]*"|'[^']*'|url\([^)]*\)|#[\da-f]+/gi, "");
    for (const [, name = ""] of bare.matchAll(/([a-z-]+)\(/g)) {
      const places = functionPlaces.map((place) => ["css", "types", place, name].filter(Boolean));
      note(name, places);
    }
    for (const [, word = ""] of bare.matchAll(/(?<![\w-])([a-z][a-z-]*)(?![\w(-])/g)) {
      note(`${property}: ${word}`, [["css", "properties", property, word]]);
    }
    for (const [, unit = ""] of bare.matchAll(/(?<![\w-])[\d.]+([a-z]+)/g)) noteUnit(unit);
  }

  function noteUnit(unit: string): void {
    const [, size = ""] = /^([sld])v(?:h|w|b|i|min|max)$/.exec(unit) ?? [];
    const isOfContainer = /^cq(?:h|w|b|i|min|max)$/.test(unit);
    const name = viewportSizes[size]
      ? `viewport_percentage_units_${viewportSizes[size]}`
      : isOfContainer
        ? "container_query_length_units"
        : unit;
    note(unit, [["css", "types", "length", name]]);
  }
}

/** What stands or falls together, without parentheses: `a:is(b, c):not(d), e` → `a:is:not d , e`. */
function unforgiven(selectors: string): string {
  const innermost = /(:(?:is|where))?\(([^()]*)\)/;
  const opened = selectors.replace(
    innermost,
    (_all, forgiving: string | undefined, inner: string) =>
      forgiving === undefined ? ` ${inner.replaceAll(",", " ")} ` : forgiving,
  );
  return opened === selectors ? selectors : unforgiven(opened);
}
