/**
 * The element for engines that lack what it is written for: Chrome 92, Safari 15.4, Firefox 100 and
 * what came after them. A chunk of its own, which imports nothing of the entry: whoever loads it
 * hands the element over.
 */
import type { CSSResult } from "lit";
import type { OtterCheckoutElement } from "../../element.ts";
import { FormStandIn } from "./form-stand-in.ts";
import { olderStyles } from "./older.styles.ts";
import { Wardrobe } from "./wardrobe.ts";

type ElementClass = typeof OtterCheckoutElement;

/** Without these there is nothing to make up with: the page's own link stays. */
const needed: readonly [name: string, where: object][] = [
  ["attachShadow", Element.prototype],
  ["fetch", globalThis],
  ["AbortController", globalThis],
  ["Locale", Intl],
];

/** @throws Error in an engine below the baseline */
export function olderElement(Base: ElementClass): ElementClass {
  const [missing] = needed.find(([name, where]) => !(name in where)) ?? [];
  if (missing !== undefined) throw new Error(`This browser has no ${missing}: the link stays.`);
  const styleText = String(Base.styles) + olderStyles;
  const wardrobe = new Wardrobe(styleText);

  return class OlderElement extends Base {
    /** Lit would construct sheets of them. */
    static override get styles(): CSSResult {
      return [] as unknown as CSSResult;
    }

    protected override get styleText(): string {
      return styleText;
    }

    override attachInternals(): ElementInternals {
      return "attachInternals" in HTMLElement.prototype
        ? super.attachInternals()
        : (new FormStandIn(this) as unknown as ElementInternals);
    }

    override dress(css: string): void {
      const { adoptedStyleSheets } = this.renderRoot as ShadowRoot;
      if (adoptedStyleSheets?.length) super.dress(css);
      else wardrobe.add(css, this.renderRoot);
    }

    /** What dresses it stands beside what is drawn, and stays. */
    protected override get drawn(): ChildNode[] {
      return super.drawn.filter(({ nodeName }) => !/^(STYLE|LINK)$/.test(nodeName));
    }

    /** The slotted link is seen until there are styles for something else. */
    protected override createRenderRoot(): ShadowRoot {
      const root = this.attachShadow({ mode: "open" });
      root.append(document.createElement("slot"));
      return root;
    }

    protected override shouldUpdate(): boolean {
      return super.shouldUpdate() && wardrobe.dress(this);
    }
  };
}
