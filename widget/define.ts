/**
 * Registers `<otter-checkout>`. A page may load the widget twice, from a script tag and from a
 * bundle: the first one stays. Where there is no DOM nothing happens.
 */
import { OtterCheckoutElement } from "./element.ts";

const tag = "otter-checkout";

/** @param defaultProxy where the script came from, for elements that have no `proxy` */
export function define(defaultProxy?: string): void {
  const registry = globalThis.customElements;
  const registered = registry?.get(tag) as typeof OtterCheckoutElement | undefined;
  if (!registered) registry?.define(tag, OtterCheckoutElement);
  (registered ?? OtterCheckoutElement).defaultProxy ??= defaultProxy;
}
