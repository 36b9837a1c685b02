/**
 * The baseline is only held while the rule refuses: linted as if it stood in the widget, with types,
 * and in the pay page.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

const root = fileURLToPath(new URL("..", import.meta.url));
const eslint = new ESLint({ cwd: root });

const inWidget = "widget/checkout/proxy-address.ts";
const inPayPage = "server/http/pay-page/style.ts";

async function refusals(code: string, filePath = inWidget): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  assert.equal(result?.fatalErrorCount, 0, code);
  const ours = ["house/baseline", "no-restricted-syntax"];
  return result.messages.map(({ ruleId }) => ruleId ?? "").filter((id) => ours.includes(id));
}

const refused = [
  "export const f = (signal: AbortSignal) => signal.throwIfAborted();",
  "export const f = ({ reason }: AbortSignal) => reason as unknown;",
  "export const f = (signal: AbortSignal) => AbortSignal.any([signal]);",
  "export const f = () => AbortSignal.timeout(1);",
  "export const f = (value: object) => Object.hasOwn(value, 'a');",
  "export const f = (value: object) => structuredClone(value);",
  "export const f = (list: readonly string[]) => list.findLast(Boolean);",
  "export const f = (root: Element) => root.checkVisibility();",
  "export class A { static b = 1; }",
  "export class A { readonly #b = () => 1; get c() { return this.#b(); } }",
  "export const f = (text: string) => /(?<=a)b/.test(text);",
];

/** In a style sheet, wherever it is written. */
const refusedStyles = [
  "a { color: light-dark(red, blue); }",
  "a { --own: red; --own: light-dark(red, blue); }",
  "a { color: ${red}; background: light-dark(red, ${blue}); }",
  "a { height: 100dvh; }",
  "a { width: 10cqi; }",
  "a { overflow: clip; }",
  "a { text-wrap: balance; }",
  "a { & b { color: red; } }",
  "a { b { color: red; } }",
  "a { @media (hover) { color: red; } }",
  "@media (width > 40em) { a { color: red; } }",
  "@media (prefers-reduced-transparency) { a { color: red; } }",
  "@container (min-width: 1px) { a { color: red; } }",
  "@layer a { a { color: red; } }",
  "a:popover-open { color: red; }",
  // Each alone is let through.
  "a, b:autofill { color: red; }",
  "a, label:has(b) { color: red; }",
  "a:not(:state(b)), c { color: red; }",
];

const allowedStyles = [
  "a { inset: 0; gap: 1px; color: rgb(0 0 0 / 4%); width: max(1px, 2em); }",
  "a { overflow: hidden; overflow: clip; }",
  'a { content: "100dvh light-dark("; }',
  "@supports (a: b) { @media (hover) { a { color: light-dark(red, blue); } } }",
  "@media (prefers-color-scheme: dark) { a { color: red; } }",
];
/** What has another way there, where it takes nothing with it. */
const handledIn = {
  [inWidget]: ["a:autofill { color: red; }", "a:is(:autofill, c), d { color: red; }"],
  [inPayPage]: ["a:has(b) { color: red; }", "a:is(:has(b), c), d { color: red; }"],
};

const refusedMarkup = [
  `<p inert>`,
  `<div popover="auto">`,
  `<search>`,
  `<script blocking="render">`,
  "<p title=${title} inert>",
];
const allowedMarkup = [
  `<dialog><input inputmode="numeric" required></dialog><noscript>inert</noscript>`,
];

const allowed = [
  "export const f = (signal: AbortSignal) => AbortSignal.any?.([signal]);",
  "export const f = (list: readonly string[]) => list.includes('a');",
  "export const f = (root: Element) => root.replaceChildren();",
];

describe("what the oldest engine lacks", () => {
  for (const code of refused) {
    it(`is refused: ${code}`, async () => assert.notDeepEqual(await refusals(code), []));
  }
  for (const code of allowed) {
    it(`is not: ${code}`, async () => assert.deepEqual(await refusals(code), []));
  }
});

const asStyles = (css: string) =>
  `export const styles = (red: string, blue: string) => red + blue + \`${css}\`;`;
const asMarkup = (markup: string) =>
  `export const page = (html: typeof String.raw, title: string) => title + html\`${markup}\`;`;

for (const [where, filePath] of [
  ["the widget", inWidget],
  ["the proxy's own pages", inPayPage],
] as const) {
  describe(`what the oldest engine cannot read, in ${where}`, () => {
    for (const [texts, written, isRefused] of [
      [refusedStyles, asStyles, true],
      [refusedMarkup, asMarkup, true],
      [[...allowedStyles, ...handledIn[filePath]], asStyles, false],
      [allowedMarkup, asMarkup, false],
    ] as const) {
      for (const text of texts) {
        it(`is ${isRefused ? "refused" : "let through"}: ${text}`, async () => {
          const found = await refusals(written(text), filePath);
          assert.equal(found.includes("house/baseline"), isRefused, found.join());
        });
      }
    }
  });
}
