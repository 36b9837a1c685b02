/** A shopper's hand and eye in a page that a browser of any kind shows. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { until, type Engine } from "./engine.ts";

const folder = fileURLToPath(new URL("../../.screens/engines", import.meta.url));

/** Where something is: in the element's shadow root, or in the page. */
export type Place = "picker" | "page";

export class Hand {
  readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** What `look` answers in the page, or in the frame in it. It stands alone: it is sent as text. */
  async see<T>(look: (...given: string[]) => T, ...given: string[]): Promise<T> {
    return this.#evaluate(look, given, "page");
  }

  async seeInFrame<T>(look: (...given: string[]) => T, ...given: string[]): Promise<T> {
    return this.#evaluate(look, given, "frame");
  }

  async #evaluate<T>(
    look: (...given: string[]) => T,
    given: readonly string[],
    where: "page" | "frame",
  ): Promise<T> {
    const call = `(${String(look)})(...${JSON.stringify(given)})`;
    const text = await this.engine.evaluate(`(JSON.stringify(${call}) ?? "null")`, where);
    return JSON.parse(text) as T;
  }

  /** A real click on the middle of what is there, as soon as it stands still: rows open. */
  async click(selector: string, place: Place = "picker"): Promise<void> {
    let last: { x: number; y: number } | null = null;
    await until(`${selector} is there`, async () => {
      const at = await this.see(middleOf, selector, place);
      const isStill = at !== null && last?.x === at.x && last.y === at.y;
      last = at;
      if (isStill) await this.engine.click(at.x, at.y);
      return isStill;
    });
  }

  /** Likewise of what is in the frame in the picker. */
  async clickInFrame(selector: string): Promise<void> {
    await until(`${selector} is there`, async () => {
      const frame = await this.see(() => {
        const box = document
          .querySelector("otter-checkout")!
          .shadowRoot!.querySelector("iframe")!
          .getBoundingClientRect();
        return { x: box.x, y: box.y };
      });
      const at = await this.#evaluate(middleOf, [selector, "page"], "frame");
      if (at !== null)
        await this.engine.click(Math.round(frame.x + at.x), Math.round(frame.y + at.y));
      return at !== null;
    });
  }

  /** The text of a part of the picker, white space as the eye sees it. */
  async read(selector: string): Promise<string> {
    return this.see(
      (wanted) =>
        (
          document.querySelector("otter-checkout")?.shadowRoot?.querySelector(wanted)
            ?.textContent ?? ""
        )
          .replace(/\s+/g, " ")
          .trim(),
      selector,
    );
  }

  /** Waits until the page is at an address that begins so. */
  async arrive(start: string): Promise<void> {
    await until(`at ${start}`, async () => (await this.see(() => location.href)).startsWith(start));
  }

  /** Keeps a picture for who wants to look. */
  async keep(name: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const file = `${this.engine.name} ${name}`.replace(/[^\w.]+/g, "-").toLowerCase();
    await writeFile(join(folder, `${file}.png`), await this.engine.picture());
  }
}

/** Null while it is not there. */
function middleOf(selector: string, place: string): { x: number; y: number } | null {
  const root = place === "page" ? document : document.querySelector("otter-checkout")?.shadowRoot;
  const found = root?.querySelector(selector);
  if (document.readyState !== "complete") return null;
  found?.scrollIntoView({ block: "center" });
  const box = found?.getBoundingClientRect();
  if (box === undefined || box.width === 0) return null;
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}
