/**
 * A chunk for what most visits never come to: outcomes, what went wrong, and what is said of either. It
 * is on its way as soon as it may be needed, and what it shows waits for it.
 */
import type { RareKnowledge } from "../checkout/stage.ts";
import { rare } from "../../contract/languages/en-rare.ts";
import type { RareViews } from "../view/picker-view.ts";
import type { Tools } from "../view/tools.ts";
import { adviceOn } from "./advice.ts";
import { clockTemplate } from "./clock.ts";
import { besideTemplate } from "./declined.ts";
import { drawing, type Host } from "./drawing.ts";
import { noteTemplate } from "./note.ts";
import { panelTemplate } from "./panel.ts";
import { rareStyles } from "./rare.styles.ts";
import { saysTheSame } from "./rewritten.ts";
import { sumText } from "./sum.ts";
import { verdictOn } from "./verdict.ts";

export type Rare = RareViews & RareKnowledge;

export function unpack(host: Host, tools: Tools): Rare {
  host.page.dress(rareStyles);
  host.language.learn(rare);
  const by = drawing(tools, host);
  return {
    panel: (view) => panelTemplate(by, view),
    note: (view) => noteTemplate(by, view),
    beside: (view) => besideTemplate(by, view),
    sum: (view) => sumText(by, view),
    clock: (view) => clockTemplate(by, view),
    saysTheSame,
    verdictOn,
    adviceOn,
  };
}
