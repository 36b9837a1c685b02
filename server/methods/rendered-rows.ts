/** A gateway's rows as the text they are sent as, and read back where somebody needs to look at them. */
import { createHash } from "node:crypto";
import type { Method } from "../../contract/contract.ts";
import type { RenderedRows } from "./cache/methods-cache.ts";

export interface PlacedRow {
  readonly row: Method;
  /** Its rank among those that come first; undefined = after them, as the gateway has it. */
  readonly place: number | undefined;
}

export function renderRows(placed: readonly PlacedRow[]): RenderedRows {
  const first = placed.flatMap(({ row, place }) =>
    place === undefined ? [] : [{ rank: place, text: oneCharacterAByte(JSON.stringify(row)) }],
  );
  const others = placed.flatMap(({ row, place }) => (place === undefined ? [row] : []));
  const text = oneCharacterAByte(JSON.stringify(others).slice(1, -1));
  const ranks = first.map((row) => `${row.rank} ${row.text}`).join();
  const tag = createHash("sha256").update(ranks).update(text).digest("base64url").slice(0, 27);
  const size = first.reduce((sum, row) => sum + row.text.length, text.length);
  return { text, first, size, tag };
}

/** Of all gateways' rows those that come first, as they are sent. */
export function firstRows(lists: readonly RenderedRows[]): string {
  if (lists.every(({ first }) => first.length === 0)) return "";
  const ranked = lists.flatMap(({ first }) => first).sort((a, b) => a.rank - b.rank);
  return ranked.map(({ text }) => text).join();
}

/** All gateways' rows in the order they are shown. */
export function readRows(lists: readonly RenderedRows[]): readonly Method[] {
  const texts = [firstRows(lists), ...lists.map(({ text }) => text)].filter((text) => text !== "");
  return JSON.parse(Buffer.from(`[${texts.join()}]`, "latin1").toString("utf8")) as Method[];
}

/** Used for each list: one of its own would be held until garbage is collected, long after it is read. */
const scratch = Buffer.allocUnsafe(256 * 1024);

function oneCharacterAByte(text: string): string {
  const length = Buffer.byteLength(text);
  if (length > scratch.length) return Buffer.from(text).toString("latin1");
  scratch.write(text);
  return scratch.toString("latin1", 0, length);
}
