import assert from "node:assert/strict";
import { describe, it } from "node:test";

const root = new URL("../", import.meta.url);

/** By address: neither the widget nor the scripts are parts that this project sees. */
function load(path: string): Promise<Record<string, unknown>> {
  return import(new URL(path, root).href) as Promise<Record<string, unknown>>;
}

describe("the widget's entries", () => {
  for (const entry of ["index.ts", "element.ts", "define.ts", "react.ts"]) {
    it(`can be imported where there is no DOM: ${entry}`, async () => {
      assert.equal("HTMLElement" in globalThis, false);
      await assert.doesNotReject(load(`widget/${entry}`));
    });
  }
});

describe("the widget's published types", () => {
  it("stand alone: they reach lit and React, and nothing else of ours or others", async () => {
    const { publishedTypes } = (await load("scripts/widget-types.ts")) as {
      publishedTypes: () => Map<string, string>;
    };
    const types = publishedTypes();
    assert.ok(types.has("widget/index.d.ts"));
    for (const [file, text] of types) {
      assert.doesNotMatch(text, /\bzod\b/, file);
      assert.doesNotMatch(text, /@internal/, file);
      assert.doesNotMatch(text, /\.ts["']/, file);
    }
  });
});
