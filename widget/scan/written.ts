const written = new WeakMap<Element, string>();

/** Says it, unless it was said last: who has written over it since, such as a translator, is left alone. */
export function write(element: Element, text = ""): void {
  if (written.get(element) === text) return;
  element.textContent = text;
  written.set(element, text);
}
