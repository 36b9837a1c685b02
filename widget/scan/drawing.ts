/** Drawings that are built, because strict pages let no string become a document. */
const namespace = "http://www.w3.org/2000/svg";

export function draw(
  tag: "svg" | "path" | "rect",
  attributes: Readonly<Record<string, string>>,
  ...children: readonly SVGElement[]
): SVGElement {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A phone with a code on it. */
export function drawPhone(): SVGElement {
  const d =
    "M8.5 2.8h7A1.7 1.7 0 0 1 17.2 4.5v15a1.7 1.7 0 0 1-1.7 1.7h-7a1.7 1.7 0 0 1-1.7-1.7v-15A1.7 1.7 0 0 1 8.5 2.8zM11 18.2h2";
  return draw("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, draw("path", { d }));
}
