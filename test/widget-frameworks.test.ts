/**
 * The types for Vue and Svelte templates, compiled as a shop would, against no more of each
 * framework than they name. Needs the build.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const published = fileURLToPath(new URL("../widget/dist/types/widget/", import.meta.url));

const frameworks = {
  vue: `
    export interface HTMLAttributes { id?: string | undefined; class?: unknown }
    export interface PublicProps { key?: PropertyKey }
    export interface GlobalComponents {}`,
  "svelte/elements": `
    export interface HTMLAttributes<T> { id?: string | undefined; onclick?: ((event: { currentTarget: T }) => void) | null }
    export interface SvelteHTMLElements { [name: \`svelte:\${string}\`]: Record<string, unknown> }`,
};

const propsOf = {
  vue: `import type {} from "otter-checkout/vue";
    import type { GlobalComponents } from "vue";
    type Props = InstanceType<GlobalComponents["otter-checkout"]>["$props"];`,
  svelte: `import type {} from "otter-checkout/svelte";
    import type { SvelteHTMLElements } from "svelte/elements";
    type Props = SvelteHTMLElements["otter-checkout"];`,
};

const on = {
  vue: (event: string) => `onOtter${event[0]?.toUpperCase() ?? ""}${event.slice(1)}`,
  svelte: (event: string) => `"onotter-${event}"`,
};

type Framework = keyof typeof propsOf;
const names: readonly Framework[] = ["vue", "svelte"];

/** Props that are right, and some that are wrong by one mistake each. */
const written: Readonly<Record<string, (listen: (event: string) => string) => string>> = {
  right: (listen) => `{
    session: "cs_1", rows: "5", result: true, name: "method", id: "pay", button: "none",
    createSession: async ({ method, signal }) => ({ id: method + String(signal.aborted) }),
    strings: { pay: "Order now" },
    ${listen("settled")}: ({ detail }) => { void detail.last?.status.length; },
    ${listen("redirect")}: (event) => { event.preventDefault(); void event.detail.url.length; },
  }`,
  "a value that a setting does not have": () => `{ button: "never" }`,
  "a setting that is not the element's": () => `{ sesion: "cs_1" }`,
  "a field that an event does not carry": (listen) =>
    `{ ${listen("error")}: (e) => e.detail.stack }`,
  "an event that is not the element's": (listen) => `{ ${listen("paid")}: () => undefined }`,
};

/** All of it in one program: reading the DOM's own types takes seconds. Path → what is complained of. */
async function compile(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths: Record<string, string[]> = { "otter-checkout/*": [`${published}*.d.ts`] };
  for (const [name, declarations] of Object.entries(frameworks)) {
    const file = join(folder, `${name}.d.ts`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, declarations);
    paths[name] = [file];
  }
  const pages = await Promise.all(
    names.flatMap((framework) =>
      Object.entries(written).map(async ([what, text]) => {
        const page = join(folder, `${framework} ${what}.ts`);
        const props = `export const props: Props = ${text(on[framework])};`;
        await writeFile(page, `${propsOf[framework]}\n${props}\n`);
        return page;
      }),
    ),
  );
  const program = ts.createProgram(pages, {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
    noEmit: true,
    skipDefaultLibCheck: true,
    paths,
  });
  const found = new Map<string, string[]>(pages.map((page) => [basename(page, ".ts"), []]));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file === undefined ? "" : basename(file.fileName, ".ts");
    found.set(name, [
      ...(found.get(name) ?? []),
      ts.flattenDiagnosticMessageText(messageText, " "),
    ]);
  }
  return found;
}

describe("the types for Vue and Svelte", () => {
  let folder: string;
  let complaints: ReadonlyMap<string, readonly string[]>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "otter-types-"));
    complaints = await compile(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("stand by themselves: nothing is complained of but the mistakes of these pages", () => {
    assert.equal(complaints.size, names.length * Object.keys(written).length);
  });

  for (const framework of names) {
    it(`know the element, its settings and what its events say, in ${framework}`, () => {
      assert.deepEqual(complaints.get(`${framework} right`), []);
    });

    for (const what of Object.keys(written).filter((name) => name !== "right")) {
      it(`refuse ${what}, in ${framework}`, () => {
        assert.equal(complaints.get(`${framework} ${what}`)?.length, 1);
      });
    }
  }
});

describe("custom-elements.json", () => {
  it("lists every setting that the types for React have, and no other", async () => {
    const manifest = JSON.parse(
      await readFile(join(published, "../../custom-elements.json"), "utf8"),
    ) as { modules: { declarations: { tagName?: string; attributes?: { name: string }[] }[] }[] };
    const element = manifest.modules
      .flatMap(({ declarations }) => declarations)
      .find(({ tagName }) => tagName === "otter-checkout");
    const react = await readFile(join(published, "react.d.ts"), "utf8");
    const picked = /Pick<OtterCheckoutElement, ([^>]+)>/.exec(react)?.[1] ?? "";
    const names = [...picked.matchAll(/"(\w+)"/g)].map(([, name]) => name);
    const listed = element?.attributes?.map(({ name }) => name) ?? [];
    assert.deepEqual([...listed, "createSession", "strings"].sort(), names.sort());
  });
});
