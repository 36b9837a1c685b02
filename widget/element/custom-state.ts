/** Says by `:state(…)` how the checkout stands: the host's attributes are the page's. */
import type { CheckoutStore } from "../checkout/store.ts";

export function showState(
  { states }: ElementInternals,
  { phase, picture }: Pick<CheckoutStore, "phase" | "picture">,
): void {
  try {
    states.clear();
    states.add(phase);
    if (phase === "settled") states.add(picture!.status!);
  } catch {
    // A browser older than `:state()`.
  }
}
