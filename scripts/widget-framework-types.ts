/**
 * Types of `<otter-checkout>` in Vue's and Svelte's templates, written from `custom-elements.json`:
 * what the element takes and fires is said there once. Types alone, so there is no module to run.
 */
import { readFileSync, writeFileSync } from "node:fs";

const dist = new URL("../widget/dist/", import.meta.url);

export interface Member {
  readonly kind?: string;
  readonly name: string;
  readonly description?: string;
  readonly readonly?: boolean;
  readonly static?: boolean;
  readonly type?: { readonly text: string };
}

export interface ElementManifest {
  readonly tagName: string;
  readonly attributes: readonly Member[];
  readonly members: readonly Member[];
  readonly events: readonly Member[];
}

function readElement(): ElementManifest {
  const { modules } = JSON.parse(readFileSync(new URL("custom-elements.json", dist), "utf8")) as {
    modules: { declarations: (ElementManifest & { customElement?: boolean })[] }[];
  };
  const element = modules
    .flatMap(({ declarations }) => declarations)
    .find((one) => one.customElement);
  if (element === undefined) throw new Error("custom-elements.json describes no element");
  return element;
}

/** What a page may set: attributes, and properties that are no text. */
function settings({ attributes, members }: ElementManifest): readonly string[] {
  const texts = new Set(attributes.map(({ name }) => name));
  const properties = members.filter(
    (member) =>
      member.kind === "field" && !member.readonly && !member.static && !texts.has(member.name),
  );
  return [...attributes, ...properties].map(({ name, description, type }) => {
    const own = `OtterCheckoutElement["${name}"]`;
    // In a template without a binding every value is a text.
    const asText = type?.text === "number" && texts.has(name) ? " | `${number}`" : "";
    return line(`${name}?: ${own}${asText} | undefined`, description);
  });
}

function listeners({ events }: ElementManifest, nameOf: (event: string) => string[]): string[] {
  return events
    .filter(({ name }) => name.startsWith("otter-"))
    .flatMap(({ name, description }) =>
      nameOf(name).map((property) =>
        line(
          `${property}?: ((event: OtterCheckoutEventMap["${name}"]) => void) | undefined`,
          description,
        ),
      ),
    );
}

function line(text: string, description: string | undefined): string {
  return `${description === undefined ? "" : `  /** ${description} */\n`}  ${text};`;
}

function propsOf(element: ElementManifest, nameOf: (event: string) => string[]): string {
  const name = line("name?: string | undefined", "Of the form field.");
  const lines = [...settings(element), name, ...listeners(element, nameOf)];
  return `export interface OtterCheckoutProps {\n${lines.join("\n")}\n}`;
}

const imports = `import type { OtterCheckoutEventMap } from "./events.js";
import type { OtterCheckoutElement } from "./element.js";`;

/** Vue calls a listener to `otter-ready` `onOtterReady`. */
const inVue = (event: string): string[] => [
  `on${event.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())}`,
];

/** As attributes of Svelte 5, and as directives of Svelte 4. */
const inSvelte = (event: string): string[] => [`"on${event}"`, `"on:${event}"`];

export function vueTypes(element: ElementManifest): string {
  return `/** \`<${element.tagName}>\` in Vue templates: \`import type {} from "otter-checkout/vue"\` once. */
import type { HTMLAttributes, PublicProps } from "vue";
${imports}

${propsOf(element, inVue)}

declare module "vue" {
  interface GlobalComponents {
    "${element.tagName}": new () => OtterCheckoutElement & {
      $props: OtterCheckoutProps & Omit<HTMLAttributes, keyof OtterCheckoutProps> & PublicProps;
    };
  }
}
`;
}

export function svelteTypes(element: ElementManifest): string {
  return `/** \`<${element.tagName}>\` in Svelte templates: \`import type {} from "otter-checkout/svelte"\` once. */
import type { HTMLAttributes } from "svelte/elements";
${imports}

${propsOf(element, inSvelte)}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "${element.tagName}": OtterCheckoutProps &
      Omit<HTMLAttributes<OtterCheckoutElement>, keyof OtterCheckoutProps>;
  }
}
`;
}

export function writeFrameworkTypes(): void {
  const element = readElement();
  writeFileSync(new URL("types/widget/vue.d.ts", dist), vueTypes(element));
  writeFileSync(new URL("types/widget/svelte.d.ts", dist), svelteTypes(element));
}
