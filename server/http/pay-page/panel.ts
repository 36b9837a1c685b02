/** What became of a payment whose shopper has come back, box for box as the widget shows it. */
import type { CheckoutView } from "../../../contract/contract.ts";
import type { Sign } from "../../../contract/sign-drawings.ts";
import { html, type Html } from "../html.ts";
import { sign } from "./drawings.ts";
import { isChargeUnknown } from "./scene.ts";
import { isRightToLeft } from "./texts.ts";
import { lastSentence, type Speech } from "./wording.ts";

/** Where a panel leads. */
export interface Ways {
  /** The methods. */
  readonly url: string;
  /** The page that looks again by itself. */
  readonly lookUrl: string;
  /** How often it has looked; none where the widget looks. */
  readonly look: number;
}

/** Money that does not come is looked for this often before another way is offered beside the wait. */
const patientLooks = 3;

/** A gateway that tells of no cancel leaves who did cancel without a word: after a while they may go on. */
export function waitingPanel(view: CheckoutView, speech: Speech, ways: Ways): Html {
  const { texts } = speech;
  const { url, lookUrl, look } = ways;
  const isUnsure = look >= patientLooks && !isChargeUnknown(view);
  return panel(speech, "wait", [
    html`<p class="strong">${texts.picker.pending}</p>
      <div class="hint">${isUnsure ? texts.picker.unsure_text : texts.picker.pending_text}</div>`,
    look === 0
      ? null
      : html`<div class="ways">
          ${isUnsure ? link(url, texts.picker.unsure) : null} ${link(lookUrl, texts.look)}
        </div>`,
  ]);
}

export function unpaidPanel(view: CheckoutView, speech: Speech, url: string): Html {
  const { texts } = speech;
  return panel(speech, "bad", [
    html`<p class="strong">${texts.picker.open}</p>
      <div class="hint">${lastSentence(view, speech) ?? texts.picker.open_text}</div>
      <div class="ways">${link(url, texts.picker.another_way)}</div>`,
  ]);
}

function link(url: string, text: string): Html {
  return html`<a class="link" href="${url}">${text}</a>`;
}

function panel({ language }: Speech, name: Sign, content: readonly (Html | null)[]): Html {
  return html`<div slot="plain" class="plain" dir="${isRightToLeft(language) ? "rtl" : "ltr"}">
    <div class="note">
      <div class="row panel">
        ${sign(name)}
        <div class="text">${content}</div>
      </div>
    </div>
  </div>`;
}
