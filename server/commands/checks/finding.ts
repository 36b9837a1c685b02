/** What `doctor` found of one thing. */
export interface Finding {
  readonly ok: boolean;
  /** Good as it is, and yet to be known. */
  readonly isNote?: boolean;
  readonly what: string;
}

export type Mark = "ok" | "note" | "FIX";

export function markOf({ ok, isNote = false }: Finding): Mark {
  if (!ok) return "FIX";
  return isNote ? "note" : "ok";
}
