/**
 * Rewrites what was typed into its written form and leaves the caret where the typist has it: after
 * the same number of characters that count. A deleted space takes its neighbour along, or the key
 * would seem dead.
 */
export interface Edit {
  readonly text: string;
  readonly caret: number;
}

export interface Rewriting {
  /** What counts of a text, such as its digits. */
  readonly kept: (text: string) => string;
  readonly format: (kept: string) => string;
}

/** @param deleted whether the last key deleted, and on which side of the caret */
export function rewrite(
  { text, caret }: Edit,
  before: string,
  { kept, format }: Rewriting,
  deleted: "backward" | "forward" | undefined,
): Edit {
  let counted = kept(text.slice(0, caret)).length;
  let all = kept(text);
  if (deleted !== undefined && all === kept(before) && text.length < before.length) {
    const at = deleted === "backward" ? counted - 1 : counted;
    if (at >= 0) all = all.slice(0, at) + all.slice(at + 1);
    if (deleted === "backward") counted = Math.max(0, counted - 1);
  }
  const written = format(all);
  if (counted >= all.length) return { text: written, caret: written.length };
  return { text: written, caret: placeAfter(written, counted, kept) };
}

function placeAfter(written: string, counted: number, kept: Rewriting["kept"]): number {
  let place = 0;
  while (kept(written.slice(0, place)).length < counted && place < written.length) place += 1;
  return place;
}
