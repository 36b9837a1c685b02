/** Everything: what stands above the note, in it, and below it. */
import { html, nothing } from "lit";
import { deadEnds, picking, unread } from "../checkout/phase.ts";
import { noteTemplate } from "./note.ts";
import { panelTemplate } from "./panel.ts";
import { payTemplate } from "./pay.ts";
import { pickerTemplate } from "./picker.ts";
import type { PickerView } from "./picker-view.ts";
import { loadingTemplate, payBoneTemplate, skeletonTemplate } from "./skeleton.ts";

export function checkoutTemplate(view: PickerView): unknown {
  const { language } = view;
  const [top, note, bottom] = piecesOf(view);
  return html`<div
    part="base"
    class="base ${view.theme}"
    lang=${language.textTag}
    dir=${language.direction}
  >
    ${top}
    <div part="note" class="note" role="status">${note}</div>
    ${bottom}
  </div>`;
}

function piecesOf(view: PickerView): unknown[] {
  const { phase } = view;
  if (picking.includes(phase)) return [pickerTemplate(view), noteTemplate(view), payTemplate(view)];
  if (unread.includes(phase) && !view.isResult) {
    return [skeletonTemplate(view), loadingTemplate(view), payBoneTemplate(view)];
  }
  // Where the widget cannot take the shopper further, the page's own link may.
  const fallback = deadEnds.includes(phase) ? html`<slot></slot>` : nothing;
  return [nothing, panelTemplate(view), fallback];
}
