/**
 * The widget's `custom-elements.json`: what editors and documentation read. The element's own
 * comment is the source; attributes come from its table of initial values, custom properties from one
 * of their own, and the paths are those of the published modules.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type typescript from "typescript";
import { customProperties } from "../widget/element/custom-properties.ts";
import { initialValues } from "../widget/element/properties.ts";

const widget = new URL("../widget/", import.meta.url);

/** Not a literal, because its types leave out what it exports: it reads trees of its own TypeScript alone. */
const analyzerPackage: string = "@custom-elements-manifest/analyzer";
const { create, ts } = (await import(analyzerPackage)) as {
  create: (options: { modules: typescript.SourceFile[] }) => Manifest;
  ts: typeof typescript;
};

/** Sources by the published module that holds them. */
const modules = [
  ["element.ts", "dist/element.js"],
  ["events.ts", "dist/otter-checkout.js"],
  ["outdated-event.ts", "dist/otter-checkout.js"],
] as const;

interface Named {
  name?: string;
  kind?: string;
  static?: boolean;
  privacy?: string;
  readonly?: boolean;
  type?: { text: string } | undefined;
  description?: string | undefined;
  default?: string;
}

interface Declaration extends Named {
  customElement?: boolean;
  superclass?: unknown;
  members?: Named[];
  events?: Named[];
  attributes?: (Named & { fieldName: string })[];
  cssProperties?: (Named & { syntax: string })[];
}

interface Manifest {
  modules: { path: string; declarations: Declaration[]; exports: unknown[] }[];
}

function tidy(element: Declaration): void {
  const members = element.members ?? [];
  element.members = members.filter(
    ({ name = "", privacy, static: isStatic }) =>
      !name.startsWith("#") && privacy === undefined && (!isStatic || name === "defaultProxy"),
  );
  element.attributes = Object.entries(initialValues).map(([name, initial]) => {
    const { type, description } = members.find((member) => member.name === name) ?? {};
    return { name, fieldName: name, type, description, default: JSON.stringify(initial) };
  });
  element.cssProperties = customProperties.map(({ initial, ...rest }) => ({
    ...rest,
    default: initial,
  }));
  // Those found in the code have no name, and are in the comment already.
  element.events = element.events?.filter(({ name }) => name !== undefined) ?? [];
  delete element.superclass;
}

export function createManifest(): Manifest {
  const manifest = create({
    modules: modules.map(([source, published]) =>
      ts.createSourceFile(
        published,
        readFileSync(new URL(source, widget), "utf8"),
        ts.ScriptTarget.ES2022,
        true,
      ),
    ),
  });
  for (const element of manifest.modules.flatMap(({ declarations }) => declarations)) {
    if (element.customElement) tidy(element);
  }
  return manifest;
}

export function writeManifest(): void {
  const text = JSON.stringify(createManifest(), null, 2);
  writeFileSync(new URL("dist/custom-elements.json", widget), text);
}
