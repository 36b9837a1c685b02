/** The Pay button, and what the shop has agreed to above it. */
import { html, nothing } from "lit";
import { underWay } from "../checkout/phase.ts";
import { amountText } from "./amount.ts";
import type { PickerView } from "./picker-view.ts";
import { fill } from "./wording.ts";

export function payTemplate(view: PickerView): unknown {
  const { checkout, language, page } = view;
  const { phase } = checkout;
  const isBusy = underWay.includes(phase);
  const { strings } = language;
  const amount = () => amountText(checkout.total, language.tag);
  const text = () => strings.pay.replace("{amount}", amount());
  const onClick = ({ detail, currentTarget }: MouseEvent) => {
    // The later clicks of a double click are no second thought, and what is under way goes on.
    if (isBusy || (detail > 1 && phase === "confirming")) return;
    const button = currentTarget as HTMLElement;
    if (button.textContent.trim() === text()) checkout.submit();
    else void pressRewritten(button, text, view);
  };
  return html`<slot name="terms"></slot>${
      page.button === "none"
        ? nothing
        : html`<button
            part="pay"
            class="pay"
            type="button"
            ?disabled=${page.isDisabled}
            aria-disabled=${isBusy}
            aria-busy=${isBusy}
            @click=${onClick}
            @keydown=${ignoreHeldKey}
          >
            ${busyText(view) || fill(strings.pay, { amount: amount() })}
          </button>`
    }`;
}

/** What a press of Pay is doing, from its first moment. A card that is still looked at is not charged. */
export function busyText({ checkout, language }: PickerView): unknown {
  const { chosen, phase, isCharging } = checkout;
  const { opening, charging } = language.strings;
  const text = chosen?.frame ? isCharging && charging : opening;
  return underWay.includes(phase) && text && fill(text, { method: language.nameOf(chosen!) });
}

/** A key held down is one press. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}

/** Somebody else wrote on the button. What was read there is paid, or nothing is. */
async function pressRewritten(
  button: HTMLElement,
  text: () => string,
  view: PickerView,
): Promise<void> {
  const rare = await view.loadRare();
  // Meanwhile the cart may have changed.
  if (rare?.saysTheSame(button.textContent, text())) view.checkout.submit();
  else view.redraw();
}
