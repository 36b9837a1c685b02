/** The shops: a folder each, and what its framework asks of a page's content security policy. */
export interface Framework {
  readonly name: string;
  /** Below this one; the name, where nothing is said. */
  readonly folder?: string;
  /** Packages of which there are two versions here, by the name that the shop has for them. */
  readonly alias?: Readonly<Record<string, string>>;
  /** Names of Trusted Types policies; undefined where the framework works under none. */
  readonly trustedTypes?: string;
  /** It makes code of its templates, where the page is shown. */
  readonly evaluates?: boolean;
  /** Of the styles that the framework itself brings. */
  readonly styleNonce?: string;
}

export const frameworks: readonly Framework[] = [
  { name: "plain-html", trustedTypes: "lit-html" },
  { name: "jquery", trustedTypes: "lit-html" },
  {
    name: "react-18",
    alias: { react: "react-18", "react-dom": "react-dom-18" },
    trustedTypes: "lit-html",
  },
  { name: "react-19", trustedTypes: "lit-html" },
  { name: "react-server", trustedTypes: "lit-html" },
  { name: "vue-3", trustedTypes: "lit-html vue" },
  { name: "vue-in-page", evaluates: true },
  { name: "svelte-5", trustedTypes: "lit-html svelte-trusted-html" },
  { name: "turbo", styleNonce: "of-this-page" },
  { name: "htmx-2", folder: "htmx" },
  { name: "htmx-4", folder: "htmx", alias: { "htmx.org": "htmx-4" } },
];

/** How a framework is built: with its warnings, as who writes a shop sees it, and as shoppers get it. */
export type Mode = "development" | "production";

export function frameworkNamed(name: string): Framework {
  const found = frameworks.find((framework) => framework.name === name);
  if (found === undefined) throw new Error(`no such framework: ${name}`);
  return found;
}

/** Where a shop is built: `client/`, and `server/` where it has one. */
export function builtFolder(name: string, mode: Mode): URL {
  return new URL(`../../node_modules/.cache/frameworks/${mode}/${name}/`, import.meta.url);
}
