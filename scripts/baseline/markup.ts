/** What HTML asks of an engine: elements and their attributes. A template's own are none of HTML's. */
import { featureAt, lackedBy } from "./support.ts";
import type { LackInText } from "./styles.ts";

/** What some engine of the baseline does not know, each once. */
export function lacksOfMarkup(html: string): LackInText[] {
  const found = new Map<string, LackInText>();
  const note = (name: string, paths: readonly (readonly string[])[]) => {
    const known = paths.map((path) => featureAt(...path)).find((each) => each?.__compat);
    const browsers = lackedBy(known);
    if (browsers.length > 0) found.set(name, { name, browsers });
  };
  for (const [, tag = "", attributes = ""] of html.matchAll(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)/g)) {
    note(`<${tag}>`, [["html", "elements", tag]]);
    const bare = attributes.replace(/"[^"]*"|'[^']*'/g, "");
    for (const [, name = ""] of bare.matchAll(/\s([a-z-]+)(?=[\s=/]|$)/g)) {
      note(`<${tag} ${name}>`, [
        ["html", "elements", tag, name],
        ["html", "global_attributes", name],
      ]);
    }
  }
  return [...found.values()];
}
