/** Everything: what stands above the note, in it, and below it. */
import { html, nothing } from "lit";
import { deadEnds, picking, unread } from "../checkout/phase.ts";
import { noteTemplate } from "./note.ts";
import { panelTemplate } from "./panel.ts";
import { payTemplate } from "./pay.ts";
import { pickerTemplate } from "./picker.ts";
import type { PickerView } from "./picker-view.ts";
import { skeletonTemplates } from "./skeleton.ts";

/** How many rows a phone shows at once; with more, Pay is at hand all along the list. */
const shownRows = 6;

export function checkoutTemplate(view: PickerView): unknown {
  const { checkout, language, page } = view;
  const { phase } = checkout;
  const [top, note, bottom] = picking.includes(phase)
    ? [pickerTemplate(view), noteTemplate(view), payTemplate(view)]
    : unread.includes(phase) && !page.result
      ? skeletonTemplates(view)
      : [nothing, panelTemplate(view), deadEnds.includes(phase) ? html`<slot></slot>` : nothing];
  // Until something has been read, what the page brought to work without us stays.
  return html`<div
    part="base"
    class="base ${page.theme}"
    lang=${language.textTag}
    dir=${language.direction}
  >
    <slot name=${checkout.picture ? "-" : "plain"}
      >${top}
      <div class=${checkout.picture?.methods[shownRows] ? "foot" : ""}>
        <div part="note" class="note" role="status">${note}</div>
        ${bottom}
      </div></slot
    >
  </div>`;
}
