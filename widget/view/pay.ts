/** The Pay button, and what the shop has agreed to above it. */
import { html, nothing } from "lit";
import { underWay } from "../checkout/phase.ts";
import { amountText } from "./amount.ts";
import type { PickerView } from "./picker-view.ts";
import { fill } from "./wording.ts";

export function payTemplate(view: PickerView): unknown {
  const { checkout, language, button, isDisabled } = view;
  const { phase, total } = checkout;
  const { strings, tag } = language;
  // The later clicks of a double click are no second thought.
  const onClick = ({ detail }: MouseEvent) => {
    if (detail < 2 || phase !== "confirming") checkout.submit();
  };
  return html`<slot name="terms"></slot>${
      button === "none"
        ? nothing
        : html`<button
            part="pay"
            class="pay"
            type="button"
            ?disabled=${isDisabled}
            aria-disabled=${underWay.includes(phase)}
            @click=${onClick}
            @keydown=${ignoreHeldKey}
          >
            ${fill(strings.pay, { amount: amountText(total, tag) })}
          </button>`
    }`;
}

/** A key held down is one press. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}
