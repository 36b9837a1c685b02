/** What is said between the methods and the Pay button. It stands in the live region. */
import { html, nothing } from "lit/html.js";
import type { OtterCheckoutElement } from "./otter-checkout-element.ts";
import { fill, sentenceFor, sumText, textFor } from "./wording.ts";

export function noteTemplate(host: OtterCheckoutElement): unknown {
  const { checkout, language, chosen, asked } = host;
  const { strings } = language;
  const { phase, problem, view, start } = checkout;
  const method = chosen ? language.nameOf(chosen) : "";
  const sum = sumText(checkout.base, checkout.total, language);
  return html`${
      problem || asked
        ? html`<div class="alert">
            ${problem ? fill(sentenceFor(problem.code, method, strings), { method }) : strings.choose}
            ${referenceTemplate(host)}
          </div>`
        : start.link
          ? html`<a part="link" class="link" href=${start.link} target="_blank"
              >${fill(strings.follow, { method })}</a
            >`
          : (lastText(host) ??
            (view?.partial ? html`${strings.partial} ${retryTemplate(host)}` : nothing))
    }
    ${sum ? html`<p part="sum" class="title">${sum}</p>` : nothing}
    ${phase === "confirming" ? strings.again : nothing}
    <span class="unseen"
      >${phase === "redirecting" ? fill(strings.opening, { method }) : nothing}</span
    >`;
}

/** How the last attempt ended, for who comes back to try again. */
export function lastText({ checkout, language }: OtterCheckoutElement): unknown[] | undefined {
  const { last, methods } = checkout.view!;
  const method = methods.find(({ id }) => id === last?.method);
  const text = textFor(`last_${last?.status}`, language.strings);
  return method && text ? fill(text, { method: language.nameOf(method) }) : undefined;
}

export function retryTemplate(host: OtterCheckoutElement): unknown {
  return html`<button part="retry" class="link" type="button" @click=${() => host.onRetry()}>
    ${host.language.strings.retry}
  </button>`;
}

/** What the shopper can tell the shop when they ask for help. */
export function referenceTemplate({ checkout, language }: OtterCheckoutElement): unknown {
  const id = checkout.problem?.requestId;
  return id ? html`<p class="hint">${fill(language.strings.reference, { id })}</p>` : nothing;
}
