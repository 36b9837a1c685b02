/**
 * What takes the picker's place. Until there is something to show, and where the chunk that shows it is
 * lost: what is true even so.
 */
import { html, nothing } from "lit";
import { unread } from "../checkout/phase.ts";
import { fresh } from "./fresh.ts";
import { lostText, retryTemplate } from "./note.ts";
import type { PickerView } from "./picker-view.ts";

export function panelTemplate(view: PickerView): unknown {
  const { rare, checkout, language } = view;
  const { phase, isStalled } = checkout;
  const { strings } = language;
  const isUnread = unread.includes(phase);
  if (rare && !isUnread) return rare.panel(view);
  // Where there is an outcome that cannot be shown, nobody is told to pay once more.
  const isPending = isUnread || (phase === "waiting" && !isStalled);
  return html`<div part="panel" class="row plain title">
    <span class="text">${fresh(isPending ? strings.pending : lostText(view))}</span>
    ${isPending ? nothing : retryTemplate(view)}
  </div>`;
}
