/**
 * What an eye would stumble over, found by measuring: something hangs out, is cut off, lies upon
 * another, or is too small for a finger. Runs in the page, through all open shadow roots.
 */

export function findFaults(): string[] {
  const slack = 1;
  const finger = 44;
  const faults: string[] = [];
  const root = document.documentElement;
  const elements = [...everything(document)];

  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the screen`);
  }
  const texts = elements.flatMap(textsOf);
  for (const text of texts) faults.push(...cutsOf(text));
  pairs(texts).forEach(([one, other]) => {
    if (overlap(one.box, other.box, lineOverlap(one.box, other.box)))
      faults.push(`“${one.text}” lies upon “${other.text}”`);
  });
  const targets = elements.filter(isTarget).map((element) => {
    const target = element.closest("label") ?? element;
    return { element: target, name: nameOf(target), box: target.getBoundingClientRect() };
  });
  for (const { name, box, element } of targets) {
    if (element.localName === "iframe") continue;
    if (box.height < finger - 0.5 || box.width < finger - 0.5) {
      faults.push(`${name} is ${Math.round(box.width)} by ${Math.round(box.height)} px`);
    }
  }
  pairs(targets).forEach(([one, other]) => {
    const isWithin = one.element.contains(other.element) || other.element.contains(one.element);
    if (!isWithin && overlap(one.box, other.box))
      faults.push(`${one.name} lies upon ${other.name}`);
  });
  return faults;

  interface Text {
    readonly text: string;
    readonly element: Element;
    readonly box: DOMRect;
  }

  function* everything(parent: ParentNode): Generator<Element> {
    for (const element of parent.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  }

  function isSeen(element: Element): boolean {
    const isThere = element.checkVisibility({ visibilityProperty: true });
    const isClipped = ancestors(element).some(
      (each) => getComputedStyle(each).clipPath === "inset(50%)",
    );
    return isThere && !isClipped;
  }

  /** With itself, across shadow roots and slots. */
  function ancestors(element: Element): Element[] {
    const found: Element[] = [];
    for (let each: Element | null = element; each;) {
      found.push(each);
      const parent: Node | null = each.assignedSlot ?? each.parentNode;
      each = parent instanceof ShadowRoot ? parent.host : (parent as Element | null);
      if (each?.nodeType !== Node.ELEMENT_NODE) break;
    }
    return found;
  }

  function textsOf(element: Element): Text[] {
    if (/^(script|style|title|option|select|text|noscript)$/.test(element.localName)) return [];
    if (!isSeen(element)) return [];
    return [...element.childNodes].flatMap((node) => {
      const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "").trim() : "";
      if (text === "") return [];
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()]
        .filter(({ width, height }) => width > 0 && height > 0)
        .map((box) => ({ text: text.slice(0, 40), element, box }));
    });
  }

  /** What is drawn as a box, or hides what is outside of it, has its text inside. */
  function cutsOf({ text, element, box }: Text): string[] {
    return ancestors(element).flatMap((each) => {
      const style = getComputedStyle(each);
      const isBox = parseFloat(style.borderInlineStartWidth) > 0 || each.localName === "button";
      const hides = /hidden|clip|auto|scroll/.test(style.overflowX);
      if ((!isBox && !hides) || style.display === "inline" || each === root) return [];
      const { left, right, top, bottom } = each.getBoundingClientRect();
      const isIn =
        box.left >= left - slack &&
        box.right <= right + slack &&
        (box.top >= top - slack || each === document.body) &&
        (box.bottom <= bottom + slack || each === document.body);
      return isIn ? [] : [`“${text}” hangs out of ${nameOf(each)}`];
    });
  }

  function isTarget(element: Element): boolean {
    const isOne = element.matches("a[href], button, input, select, textarea, iframe, summary");
    return isOne && isSeen(element) && !element.matches("[tabindex='-1']");
  }

  /** A line is less high than the box of its letters, of which only some are so high. */
  function lineOverlap(one: DOMRect, other: DOMRect): number {
    return Math.min(one.height, other.height) / 4;
  }

  function overlap(one: DOMRect, other: DOMRect, least = 2 * slack): boolean {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return width > slack && height > least;
  }

  function nameOf(element: Element): string {
    const part = element.getAttribute("part") ?? element.id;
    const text = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 30);
    return `<${element.localName}${part && ` ${part}`}> ${text}`.trim();
  }

  function pairs<T>(list: readonly T[]): [T, T][] {
    return list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));
  }
}
