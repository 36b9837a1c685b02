/** A chunk for pages that have a form of their own, which works without the script. */
import type { CheckoutPage } from "../checkout/stage.ts";
import type { CheckoutStore } from "../checkout/store.ts";

interface TakenOver {
  readonly form: Element;
  /** Where the shopper was when it was taken over. */
  readonly activeElement: Element | null;
  readonly element: CheckoutPage;
  readonly checkout: CheckoutStore;
}

/** What the shopper chose in the page's own form, and where they were in it. */
export function carryOver({ form, activeElement, element, checkout }: TakenOver): void {
  const chosen = form.querySelector<HTMLInputElement>(":checked");
  if (chosen && !checkout.value) checkout.choose(chosen.value);
  if (form.contains(activeElement)) void element.updateComplete.then(() => element.focus());
}
