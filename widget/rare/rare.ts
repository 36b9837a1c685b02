/**
 * A chunk for what most visits never come to: outcomes, what went wrong, and what is said of either. It
 * is on its way as soon as it may be needed, and what it shows waits for it.
 */
import type { RareKnowledge } from "../checkout/stage.ts";
import type { Language } from "../language/language.ts";
import { rare } from "../../contract/languages/en-rare.ts";
import type { RareViews } from "../view/picker-view.ts";
import type { Tools } from "../view/tools.ts";
import { adviceOn } from "./advice.ts";
import { clockTemplate } from "./clock.ts";
import { drawing } from "./drawing.ts";
import { noteTemplate, problemText } from "./note.ts";
import { panelTemplate } from "./panel.ts";
import { rareStyles } from "./rare.styles.ts";
import { saysTheSame } from "./rewritten.ts";
import { sumText } from "./sum.ts";
import { verdictOn } from "./verdict.ts";

export type Rare = RareViews & RareKnowledge;

/** Where it arrives. */
interface Host {
  readonly page: { dress(css: string): void };
  readonly language: Pick<Language, "learn">;
}

export function unpack({ page, language }: Host, tools: Tools): Rare {
  page.dress(rareStyles);
  language.learn(rare);
  const by = drawing(tools);
  return {
    panel: (view) => panelTemplate(by, view),
    note: (view, method) => noteTemplate(by, view, method),
    problem: (view, method) => problemText(by, view, method),
    sum: (view) => sumText(by, view),
    clock: (view) => clockTemplate(by, view),
    saysTheSame,
    verdictOn,
    adviceOn,
  };
}
