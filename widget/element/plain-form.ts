/** A chunk for pages that have a form of their own, which works without the script. */
import type { CheckoutPage } from "../checkout/stage.ts";
import type { CheckoutStore } from "../checkout/store.ts";

interface Taker {
  readonly page: CheckoutPage;
  readonly checkout: CheckoutStore;
}

/**
 * What the shopper chose in the page's own form, and where they were in it.
 * @param focused where the shopper was when it was taken over
 */
export function carryOver(form: Element, focused: Element | null, taker: Taker): void {
  const { page, checkout } = taker;
  const chosen = form.querySelector<HTMLInputElement>(":checked");
  if (chosen && !checkout.value) checkout.choose(chosen.value);
  if (form.contains(focused)) void page.updateComplete.then(() => page.focus());
}
