/** A gateway's rows as the text they are sent as, and read back where somebody needs to look at them. */
import { createHash } from "node:crypto";
import type { Method } from "../../contract/contract.ts";
import type { RenderedRows } from "./cache/methods-cache.ts";

export function renderRows(rows: readonly Method[]): RenderedRows {
  const json = JSON.stringify(rows).slice(1, -1);
  const tag = createHash("sha256").update(json).digest("base64url").slice(0, 27);
  return { text: oneCharacterAByte(json), tag };
}

export function readRows({ text }: RenderedRows): readonly Method[] {
  return JSON.parse(Buffer.from(`[${text}]`, "latin1").toString("utf8")) as Method[];
}

/** Used for each list: one of its own would be held until garbage is collected, long after it is read. */
const scratch = Buffer.allocUnsafe(256 * 1024);

function oneCharacterAByte(text: string): string {
  const length = Buffer.byteLength(text);
  if (length > scratch.length) return Buffer.from(text).toString("latin1");
  scratch.write(text);
  return scratch.toString("latin1", 0, length);
}
