/**
 * The types for React, compiled as a shop's pages would be, with the types of React 18 and of 19:
 * what does not reach the element there is refused. Needs the build.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Where each version's types are. */
const versions = { "18": "types-react-18", "19": "@types/react" } as const;
type Version = keyof typeof versions;

/** Right wherever `in` says so, and refused elsewhere. */
const pages: readonly { what: string; jsx: string; in: readonly Version[] }[] = [
  {
    what: "the tag with settings that are text, flags and numbers",
    jsx: `<otter-checkout session="cs_1" locale={undefined} rows={5} required={false} name="method" id="pay" ref={ref}><a href="/pay">Pay</a></otter-checkout>`,
    in: ["18", "19"],
  },
  {
    what: "the tag with createSession",
    jsx: `<otter-checkout createSession={() => "cs_1"} />`,
    in: ["19"],
  },
  {
    what: "the tag with strings",
    jsx: `<otter-checkout strings={{ pay: "Order" }} />`,
    in: ["19"],
  },
  {
    what: "the tag with a listener",
    jsx: `<otter-checkout onotter-settled={() => undefined} />`,
    in: ["19"],
  },
  {
    what: "the tag with what a listener is told and createSession is asked",
    jsx: `<otter-checkout
      createSession={async ({ signal }) => String(signal.aborted)}
      onotter-settled={({ detail }) => detail.last?.status.length}
    />`,
    in: ["19"],
  },
  { what: "the tag with className", jsx: `<otter-checkout className="till" />`, in: ["19"] },
  { what: "the tag with class", jsx: `<otter-checkout class="till" />`, in: ["18"] },
  {
    what: "the component with all of it",
    jsx: `<OtterCheckout
      ref={ref} session="cs_1" amount={undefined} result={false} button="none" className="till"
      createSession={async ({ method }) => ({ id: method })} strings={{ pay: "Order" }}
      onOtterReady={({ detail }) => detail.methods.length}
      onOtterRedirect={(event) => event.preventDefault()}
      onOtterSettled={({ detail }) => detail.last?.status.length} onClick={() => undefined}
    ><a href="/pay">Pay</a></OtterCheckout>`,
    in: ["18", "19"],
  },
  ...[
    `<otter-checkout button="never" />`,
    `<otter-checkout sesion="cs_1" />`,
    `<OtterCheckout button="never" />`,
    `<OtterCheckout sesion="cs_1" />`,
    `<OtterCheckout onOtterPaid={() => undefined} />`,
    `<OtterCheckout onOtterSettled={({ detail }) => detail.amout} />`,
    `<OtterCheckout createSession={() => 7} />`,
    `<OtterCheckout ref={paragraph} />`,
  ].map((jsx) => ({ what: jsx, jsx, in: [] })),
];

const page = (jsx: string) => `
  import type { OtterCheckoutElement } from "otter-checkout";
  import { OtterCheckout } from "otter-checkout/react";
  import type { RefObject } from "react";
  declare const ref: RefObject<OtterCheckoutElement>;
  declare const paragraph: RefObject<HTMLParagraphElement>;
  export const uses = [OtterCheckout, ref, paragraph];
  export const shown = ${jsx};
`;

/** By page: what is complained of. */
function compile(folder: string, version: Version): ReadonlyMap<string, readonly string[]> {
  const files = pages.map((_, place) => join(folder, `${place}.tsx`));
  const types = `${root}node_modules/${versions[version]}`;
  const published = `${root}widget/dist/types/widget`;
  const program = ts.createProgram(files, {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
    noEmit: true,
    skipDefaultLibCheck: true,
    paths: {
      react: [types],
      "react/*": [`${types}/*`],
      "otter-checkout": [`${published}/index.d.ts`],
      "otter-checkout/react": [`${published}/react.d.ts`],
    },
  });
  const found = new Map<string, string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file === undefined ? "" : basename(file.fileName, ".tsx");
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    found.set(name, [...(found.get(name) ?? []), text]);
  }
  return found;
}

for (const version of Object.keys(versions) as Version[]) {
  describe(`the types for React ${version}`, () => {
    let folder: string;
    let complaints: ReadonlyMap<string, readonly string[]>;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "otter-react-"));
      await Promise.all(
        pages.map(({ jsx }, place) => writeFile(join(folder, `${place}.tsx`), page(jsx))),
      );
      complaints = compile(folder, version);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it("stand by themselves", () => {
      const named = [...complaints.keys()].filter((name) => !/^\d+$/.test(name));
      assert.deepEqual(named, []);
    });

    pages.forEach(({ what, in: right }, place) => {
      const isRight = right.includes(version);
      it(`${isRight ? "know" : "refuse"} ${what}`, () => {
        const said = complaints.get(String(place)) ?? [];
        if (isRight) assert.deepEqual(said, []);
        else assert.notDeepEqual(said, []);
      });
    });
  });
}
