/** What editors and documentation read of the element is what is in its sources. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { widgetEventNames } from "../contract/vocabulary.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

interface Named {
  readonly name: string;
}

interface Element {
  readonly tagName?: string;
  readonly slots: readonly Named[];
  readonly cssParts: readonly Named[];
  readonly attributes: readonly Named[];
  readonly events: readonly (Named & { type?: { text: string } })[];
  readonly cssProperties: readonly (Named & {
    syntax: string;
    default: string;
    description: string;
  })[];
}

/** By address: the scripts are no part that this project sees. */
const { createManifest } = (await import(new URL("scripts/widget-manifest.ts", root).href)) as {
  createManifest: () => { modules: { declarations: (Element & Named)[] }[] };
};
const declarations = createManifest().modules.flatMap((module) => module.declarations);
const element = declarations.find(({ tagName }) => tagName === "otter-checkout")!;

/** All that is drawn on the page: the card's frame is another. */
const rooms = ["view", "rows", "rare", "scan", "element", "element/older"];
const files = [
  ...rooms.flatMap((room) =>
    readdirSync(new URL(`widget/${room}/`, root))
      .filter((name) => name.endsWith(".ts") && name !== "custom-properties.ts")
      .map((name) => `widget/${room}/${name}`),
  ),
  "widget/card-frame/card-field.styles.ts",
];
const source = files.map(read).join("\n");

function found(...patterns: readonly RegExp[]): string[] {
  const texts = patterns.flatMap((pattern) => [...source.matchAll(pattern)]);
  const names = texts.flatMap(([, text = ""]) => text.split(/[^\w-]+/));
  return [...new Set(names)].filter((name) => name !== "").sort();
}

const names = (list: readonly Named[]) => list.map(({ name }) => name).sort();

describe("custom-elements.json", () => {
  it("names every custom property that the styles read, each once", () => {
    const listed = names(element.cssProperties);
    assert.deepEqual(listed, [...new Set(listed)]);
    assert.deepEqual(
      found(/var\(\s*(--otter-[\w-]+)/g).filter((name) => !listed.includes(name)),
      [],
    );
    assert.ok(listed.length >= 30, String(listed.length));
  });

  it("says of each its syntax, what holds without it, and what it is for", () => {
    for (const { name, syntax, default: initial, description } of element.cssProperties) {
      assert.match(syntax, /^<[\w-]+>#?$/, name);
      assert.notEqual(initial, "", name);
      assert.match(description, /^[A-Z].+\.$/, name);
    }
  });

  it("names every part that is drawn, and no other", () => {
    const drawn = found(
      /\bpart="(?!\$)((?:[^"$]|\$\{[^}]*\})*)"/g,
      /\bpart: "([\w-]+)"/g,
      /Template\("([\w-]+)"/g,
      /iconTemplate\(view, [\w.]+, "([\w-]+)"\)/g,
    );
    // Said in the line of the part itself: they are a second name of it.
    const expressions = ["row-selected", "isChosen", "callout-", "kind"];
    assert.deepEqual(
      drawn.filter((name) => !expressions.includes(name)),
      names(element.cssParts),
    );
  });

  it("names every event, with a class that it describes too", () => {
    const own = element.events.filter(({ name }) => name.startsWith("otter-"));
    assert.deepEqual(names(own), [...widgetEventNames].sort());
    const described = new Set(declarations.map(({ name }) => name));
    for (const { type, name } of own) assert.ok(described.has(type?.text ?? ""), name);
  });

  it("names every slot", () => {
    const slots = found(/<slot name="([\w-]+)/g).map((name) =>
      name.endsWith("-") ? `${name}ID` : name,
    );
    // Their names follow from what the checkout does.
    assert.deepEqual([...slots, "", "plain", "empty"].sort(), names(element.slots));
  });

  it("is what docs/theming.md says", () => {
    const text = read("docs/theming.md").replace(/ +/g, " ");
    for (const { name, syntax, default: initial, description } of element.cssProperties) {
      assert.ok(
        text.includes(`| \`${name}\` | \`${syntax}\` | ${initial} | ${description} |`),
        name,
      );
    }
    for (const { name } of element.cssParts) assert.ok(text.includes(`\`${name}\``), name);
    for (const { name } of element.slots) assert.ok(text.includes(`\`${name}\``) || name === "");
  });
});

describe("the looks of docs/theming.md", () => {
  const text = read("docs/theming.md");
  for (const file of readdirSync(new URL("demo/looks/", root))) {
    it(`have ${file} as it stands, in at most twelve lines of known properties`, () => {
      const look = read(`demo/looks/${file}`);
      assert.ok(text.includes(look));
      assert.ok(look.trimEnd().split("\n").length <= 12);
      for (const [name] of look.matchAll(/--otter-[\w-]+/g)) {
        assert.ok(names(element.cssProperties).includes(name), name);
      }
    });
  }
});
