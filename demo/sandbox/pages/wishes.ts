/** "How the gateway behaves": what whoever plays the shopper may choose before pressing a button. */
import type { When } from "../schedule.ts";
import { whens } from "../schedule.ts";
import type { Form } from "./form.ts";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

export const slowMs = 5000;

export interface Wishes {
  readonly notify: When;
  readonly slow: boolean;
  readonly fee: boolean;
}

export interface WishTexts {
  readonly summary: string;
  readonly notify: string;
  readonly notifyChoices: Readonly<Record<When, string>>;
  readonly speed: string;
  readonly atOnce: string;
  readonly slow: string;
}

/** Whatever the form says; what it does not say, or says wrongly, is as usual. */
export function readWishes(form: Form): Wishes {
  return {
    notify: whens.find((when) => when === form["notify"]) ?? "now",
    slow: form["speed"] === "slow",
    fee: form["fee"] === "yes",
  };
}

export function drawWishes(texts: WishTexts, more: Html | null = null): Html {
  return html`<details>
    <summary>${texts.summary}</summary>
    ${drawChoices(
      "notify",
      texts.notify,
      whens.map((when) => [when, texts.notifyChoices[when]]),
    )}
    ${drawChoices("speed", texts.speed, [
      ["at-once", texts.atOnce],
      ["slow", texts.slow],
    ])}
    ${more}
  </details>`;
}

/** The first one is chosen. */
export function drawChoices(
  name: string,
  legend: string,
  choices: ReadonlyArray<readonly [value: string, label: string | Html]>,
): Html {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${choices.map(
      ([value, label], at) =>
        html`<label
          ><input type="radio" name="${name}" value="${value}" ${at === 0 && html`checked`} />
          <span>${label}</span></label
        >`,
    )}
  </fieldset>`;
}
