/** A part of many interleavings, and what the process that ran it answers. */
import type { Count } from "./tally.ts";

export interface Shard {
  readonly runs: number;
  readonly seed: number;
}

export type ShardAnswer = { readonly count: Count } | { readonly failure: string };
