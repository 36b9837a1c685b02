/** Every state the element can be in, by name. A new one is one entry in one of these lists. */
import { choosing } from "./choosing.ts";
import { paying } from "./paying.ts";
import { results } from "./results.ts";
import type { State } from "./state.ts";
import { trouble } from "./trouble.ts";

export const states: readonly State[] = [...choosing, ...paying, ...trouble, ...results];

export function findState(name: unknown): State | undefined {
  return states.find((state) => state.name === name);
}
