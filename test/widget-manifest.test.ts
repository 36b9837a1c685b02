/** What editors are told of the element is what it draws and fires. Needs the build. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { widgetEventNames } from "../contract/vocabulary.ts";

const widget = new URL("../widget/", import.meta.url);

interface Declaration {
  tagName?: string;
  cssParts?: { name: string }[];
  events?: { name: string; type?: { text: string } }[];
}

async function readElement(): Promise<Declaration & { classes: ReadonlySet<string | undefined> }> {
  const text = await readFile(new URL("dist/custom-elements.json", widget), "utf8");
  const { modules } = JSON.parse(text) as {
    modules: { declarations: (Declaration & { name?: string })[] }[];
  };
  const all = modules.flatMap(({ declarations }) => declarations);
  const element = all.find(({ tagName }) => tagName === "otter-checkout");
  assert.ok(element);
  return { ...element, classes: new Set(all.map(({ name }) => name)) };
}

/** Names of parts in the templates; what is put together while drawing begins with one of them. */
async function drawnParts(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const room of ["view", "rare", "scan"]) {
    const folder = new URL(`${room}/`, widget);
    for (const file of (await readdir(folder)).filter((name) => name.endsWith(".ts"))) {
      const source = await readFile(new URL(file, folder), "utf8");
      for (const [, text = ""] of source.matchAll(/\bpart(?:=|: )"([^"]+)"/g)) {
        const fixed = text.replace(/\S*\$\{.*/, "");
        for (const name of fixed.split(/\s+/).filter(Boolean)) names.add(name);
      }
    }
  }
  return names;
}

describe("custom-elements.json", () => {
  it("lists every part that is drawn", async () => {
    const { cssParts = [] } = await readElement();
    const listed = new Set(cssParts.map(({ name }) => name));
    const drawn = await drawnParts();
    assert.ok(drawn.has("receipt") && drawn.has("callout"));
    assert.deepEqual(
      [...drawn].filter((name) => !listed.has(name)),
      [],
    );
  });

  it("lists every event, with a class that it describes too", async () => {
    const { events = [], classes } = await readElement();
    const own = events.filter(({ name }) => name.startsWith("otter-"));
    assert.deepEqual(own.map(({ name }) => name).sort(), [...widgetEventNames].sort());
    for (const { type, name } of own) assert.ok(classes.has(type?.text), name);
  });
});
