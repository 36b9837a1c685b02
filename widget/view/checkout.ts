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
  const { checkout, language, page, rows } = view;
  const { phase } = checkout;
  const [top, note, bottom] = picking.includes(phase)
    ? [pickerTemplate(view), noteTemplate(view), payTemplate(view)]
    : unread.includes(phase) && !page.result
      ? skeletonTemplates(view)
      : [
          nothing,
          html`<slot name=${phase}>${panelTemplate(view)}</slot>`,
          deadEnds.includes(phase) ? html`<slot></slot>` : nothing,
        ];
  // Until something has been read, what the page brought to work without us stays. What is laid out
  // in another way than as a list waits for what does that.
  return html`<div
    part="base"
    class="base ${page.theme} ${page.layout}"
    lang=${language.textTag}
    dir=${language.direction}
  >
    <slot
      name=${checkout.picture ? "-" : "plain"}
      ?hidden=${page.layout !== "list" && rows === undefined}
      >${top}
      <div class=${checkout.picture?.methods[shownRows] ? "foot" : ""}>
        <div part="note" class="note" role="status">${note}</div>
        ${bottom}
      </div>
      <slot name="footer"></slot
    ></slot>
  </div>`;
}
