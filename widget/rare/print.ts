/** Prints a receipt and nothing of the page around it: as a page of its own, in a frame that nobody sees. */
import { printStyles } from "./print.styles.ts";

interface Spoken {
  readonly textTag: string;
  readonly direction: string;
}

export function printReceipt(receipt: Element, { textTag, direction }: Spoken): void {
  const frame = document.createElement("iframe");
  frame.className = "printed";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  receipt.append(frame);
  const page = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!page) return;
  const { document: paper } = page;
  paper.documentElement.lang = textTag;
  paper.documentElement.dir = direction;
  paper.title = document.title;
  const copy = paper.importNode(receipt, true);
  for (const one of copy.querySelectorAll("button, iframe, [role=status]")) one.remove();
  paper.body.replaceChildren(copy);
  dress(page);
  page.addEventListener("afterprint", () => frame.remove());
  page.focus();
  page.print();
}

/** A page's policy may forbid style elements, and an older engine can construct no sheet. */
function dress({ document: paper, CSSStyleSheet: Sheet }: Window & typeof globalThis): void {
  try {
    const sheet = new Sheet();
    sheet.replaceSync(printStyles);
    paper.adoptedStyleSheets = [sheet];
  } catch {
    const style = paper.createElement("style");
    style.textContent = printStyles;
    paper.head.append(style);
  }
}
