/** The baseline is only held while the rule refuses: linted as if it stood in the widget, with types. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";

const root = fileURLToPath(new URL("..", import.meta.url));
const eslint = new ESLint({ cwd: root });

async function refusals(code: string): Promise<string[]> {
  const filePath = "widget/checkout/proxy-address.ts";
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
  "export const styles = `a:has(b) { color: red; }`;",
  "export const styles = `a { color: light-dark(red, blue); }`;",
  "export const styles = `a { translate: 0 1px; }`;",
];

const allowed = [
  "export const f = (signal: AbortSignal) => AbortSignal.any?.([signal]);",
  "export const f = (list: readonly string[]) => list.includes('a');",
  "export const f = (root: Element) => root.replaceChildren();",
  "export const styles = `a { inset: 0; color: red; color: light-dark(red, blue); }`;",
  "export const styles = `@supports (a: b) { a { color: light-dark(red, blue); } }`;",
];

describe("what the oldest engine lacks", () => {
  for (const code of refused) {
    it(`is refused: ${code}`, async () => assert.notDeepEqual(await refusals(code), []));
  }
  for (const code of allowed) {
    it(`is not: ${code}`, async () => assert.deepEqual(await refusals(code), []));
  }
});
