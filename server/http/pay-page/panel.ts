/** What became of a payment whose shopper has come back, box for box as the widget shows it. */
import type { CheckoutView } from "../../../contract/contract.ts";
import { html, type Html } from "../html.ts";
import { sign } from "./drawings.ts";
import { isRightToLeft } from "./texts.ts";
import { lastSentence, type Speech } from "./wording.ts";

/** @param lookUrl where the page is that looks again by itself */
export function waitingPanel(speech: Speech, lookUrl: string): Html {
  const { texts } = speech;
  return panel(
    speech,
    html`${sign("wait")}
      <div class="text">
        <p class="strong">${texts.picker.pending}</p>
        <p class="hint">${texts.picker.pending_text}</p>
      </div>
      <a class="link" href="${lookUrl}">${texts.look}</a>`,
  );
}

export function unpaidPanel(view: CheckoutView, speech: Speech): Html {
  const { texts } = speech;
  return panel(
    speech,
    html`${sign("bad")}
      <div class="text">
        <p class="strong">${texts.picker.open}</p>
        <p class="hint">${lastSentence(view, speech) ?? texts.picker.open_text}</p>
      </div>`,
  );
}

function panel({ language }: Speech, content: Html): Html {
  return html`<div slot="plain" class="plain" dir="${isRightToLeft(language) ? "rtl" : "ltr"}">
    <div class="note"><div class="row panel">${content}</div></div>
  </div>`;
}
