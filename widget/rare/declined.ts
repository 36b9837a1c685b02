/**
 * A card that was declined, said beside the card with both ways on: the form stays as it was, for a slip
 * of the finger, and the other methods are one press away.
 */
import type { PaymentMethod } from "../public-types.ts";
import type { PickerView } from "../view/picker-view.ts";
import { calloutTemplate, wayTemplate } from "./callout.ts";
import type { Drawing } from "./drawing.ts";

/** Undefined unless the last attempt was with the form that is open, and the gateway took no money. */
function declined({ checkout }: PickerView): PaymentMethod | undefined {
  const { chosen, picture, problem, phase } = checkout;
  const { last } = picture ?? {};
  const isIt = chosen?.frame && last?.method === chosen.id && last.status === "failed";
  return isIt && !problem && phase === "ready" ? chosen : undefined;
}

/** Beside the card's form. */
export function besideTemplate(by: Drawing, view: PickerView): unknown {
  if (!declined(view)) return "";
  const { strings } = view.language;
  const root = by.host.page.renderRoot;
  const others = [...root.querySelectorAll<HTMLElement>("input")].filter(
    (radio) => !radio.matches(":checked"),
  );
  return calloutTemplate(
    by,
    "bad",
    by.html`<p class="title">${strings.declined}</p>
      ${strings.untouched}`,
    [
      wayTemplate(by, strings.another_card, async () => (await by.host.loadCard()).another()),
      others.length > 0 ? wayTemplate(by, strings.another_way, () => others[0]!.focus()) : "",
    ],
  );
}

/** For who hears the page: the same words where notes are announced, and not twice before the eye. */
export function declinedNote({ html }: Drawing, view: PickerView): unknown {
  if (!declined(view)) return undefined;
  const { declined: text, untouched } = view.language.strings;
  return html`<span class="unseen">${text} ${untouched}</span>`;
}
