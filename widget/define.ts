/**
 * Registers `<otter-checkout>`. A page may load the widget twice, from a script tag and from a
 * bundle: the first one stays. Where there is no DOM nothing happens. Until the element is
 * registered its children are seen: so it is only where all that it needs is there.
 */
import { OtterCheckoutElement } from "./element.ts";
import { isCurrentEngine } from "./element/engine.ts";

const tag = "otter-checkout";

/** @param defaultProxy where the script came from, for elements that have no `proxy` */
export function define(defaultProxy?: string): void {
  const registry = globalThis.customElements;
  const register = (made: typeof OtterCheckoutElement) => {
    const registered = registry.get(tag) as typeof OtterCheckoutElement | undefined;
    if (!registered) registry.define(tag, made);
    (registered ?? made).defaultProxy ??= defaultProxy;
  };
  if (!registry) return;
  if (isCurrentEngine()) register(OtterCheckoutElement);
  else {
    // What is missing is made up for by a chunk, or the page's own link stays.
    import("./element/older/older-element.ts")
      .then(({ olderElement }) => register(olderElement(OtterCheckoutElement)))
      .catch((error) => console.error("<otter-checkout>", error));
  }
}
