/** One state, how it is to look, and the code: the very text that is served into the frame. */
import { html } from "../../shop/html.ts";
import { groups, type State } from "../../states/state.ts";
import { states } from "../../states/states.ts";
import { lookQuery, type Look } from "../look.ts";
import { textsFor } from "../texts.ts";
import { layout, lookFields, optionText } from "./layout.ts";

export interface Play {
  readonly state: State;
  readonly look: Look;
  /** What `/gallery/state/…` serves for them. */
  readonly code: string;
}

export function playgroundPage({ state, look, code }: Play): string {
  const { texts } = textsFor(look);
  return layout({
    look,
    name: "playground",
    main: html`<h1>${texts.playground}</h1>
      <p class="intro">${texts.playgroundText}</p>
      <form class="looks" action="/playground" data-plays>
        <label class="field wide">
          <span>${texts.state}</span>
          <select name="state">
            ${groups.map(
              (group) =>
                html`<optgroup label="${texts.groups[group][0]}">
                  ${states
                    .filter((each) => each.group === group)
                    .map(({ name: value, title: label }) =>
                      optionText({ value, label, language: "en" }, state.name),
                    )}
                </optgroup>`,
            )}
          </select>
        </label>
        ${lookFields(look, ["theme", "layout", "language", "direction", "viewport"])}
        <button class="button small">${texts.show}</button>
      </form>
      <div class="play">
        <section class="stage" aria-labelledby="page">
          <h2 id="page">${texts.frame}</h2>
          <div class="screen ${look.viewport}">
            <iframe
              src="/gallery/state/${state.name}${lookQuery(look)}"
              title="${state.title}"
              data-fits
            ></iframe>
          </div>
        </section>
        <section class="code" aria-labelledby="code">
          <div class="code-head">
            <h2 id="code">${texts.code}</h2>
            <button class="button small" type="button" data-copies data-copied="${texts.copied}">
              ${texts.copy}
            </button>
          </div>
          <p class="soft">${texts.codeText}</p>
          <pre dir="ltr" lang="en" tabindex="0" aria-labelledby="code"><code>${code}</code></pre>
        </section>
      </div>`,
  });
}
