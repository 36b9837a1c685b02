/** What stands there while the list is on its way: the picker's own boxes, so that nothing moves. */
import { html, nothing } from "lit";
import type { PickerView } from "./picker-view.ts";

const usualRows = 4;

const bone = html`<span part="skeleton" class="bone"></span>`;

export function skeletonTemplate({ rows }: PickerView): unknown {
  const row = html`<div part="row" class="row">${bone}</div>`;
  return html`<div class="heading">${bone}</div>
    <div part="list">${Array.from({ length: rows || usualRows }, () => row)}</div>`;
}

/** For who does not see the shapes. */
export function loadingTemplate({ language }: PickerView): unknown {
  return html`<span class="unseen">${language.strings.loading}</span>`;
}

export function payBoneTemplate({ hasPay }: PickerView): unknown {
  return hasPay ? html`<div part="skeleton" class="pay bone"></div>` : nothing;
}
