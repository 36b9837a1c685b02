/** What stands there while the list is on its way: the picker's own boxes, so that nothing moves. */
import { html, nothing } from "lit";
import { mostRows } from "./picker.ts";
import type { PickerView } from "./picker-view.ts";

const usualRows = 4;

/** What stands above the note, in it for who does not see the shapes, and below it. */
export function skeletonTemplates({ page, language }: PickerView): unknown[] {
  const bone = html`<span part="skeleton" class="bone"></span>`;
  const row = html`<div part="row" class="method row">${bone}</div>`;
  return [
    html`<div class="heading">${bone}</div>
      <slot name="before"></slot>
      <div part="list" class="rows">
        ${Array.from({ length: Math.min(page.rows || usualRows, mostRows) }, () => row)}
      </div>
      <slot name="after"></slot>`,
    html`<span class="unseen">${language.strings.loading}</span>`,
    page.button === "none" ? nothing : html`<div part="skeleton" class="pay bone"></div>`,
  ];
}
