/**
 * Every sentence of the history, said otherwise, in this process and in those it starts:
 *
 *   NODE_OPTIONS="--import ./test/mutation/other-sentences.ts" node --test …
 *
 * What a person reads may change at will, so nothing but the tests of the texts may notice.
 */
import { registerHooks } from "node:module";

const mutated = /\/server\/rules\/fact-sentences\.ts$/;
const declaration = "export function sentenceOf(";

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!mutated.test(url)) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString("utf8");
    return { ...loaded, source: mutate(source) };
  },
});

/** Backwards, so that no word is left that anything could be told by. */
function mutate(source: string): string {
  if (!source.includes(declaration)) throw new Error("the sentences are made elsewhere");
  return `${source.replace(declaration, "function sentenceBefore(")}
export function sentenceOf(entry) {
  return [...sentenceBefore(entry)].reverse().join("");
}`;
}
