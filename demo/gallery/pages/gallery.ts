/** Every state in a frame of its own, by group. */
import { html, type Html } from "../../shop/html.ts";
import { groups, type State } from "../../states/state.ts";
import { states } from "../../states/states.ts";
import { lookQuery, type Look } from "../look.ts";
import { textsFor, type Texts } from "../texts.ts";
import { layout, lookFields } from "./layout.ts";

export function galleryPage(look: Look): string {
  const { texts } = textsFor(look);
  return layout({
    look,
    name: "gallery",
    main: html`<h1>${texts.gallery}</h1>
      <p class="intro">${texts.galleryText(states.length)}</p>
      <form class="looks" action="/gallery">
        ${lookFields(look, ["language", "direction", "theme", "layout", "viewport"])}
        <button class="button small">${texts.show}</button>
      </form>
      ${groups.map(
        (group) =>
          html`<section class="group" aria-labelledby="${group}">
            <h2 id="${group}">${texts.groups[group][0]}</h2>
            <p class="soft">${texts.groups[group][1]}</p>
            <ul class="states ${look.viewport}">
              ${states
                .filter((state) => state.group === group)
                .map((state) => stateCard(state, look, texts))}
            </ul>
          </section>`,
      )}`,
  });
}

function stateCard(state: State, look: Look, texts: Texts): Html {
  const { name, title, needsDesktop = false } = state;
  const query = lookQuery(look);
  const inPlayground = `${query === "" ? "?" : `${query}&`}state=${name}`;
  return html`<li class="state" id="state-${name}">
    <div class="state-words">
      <h3><bdi lang="en">${title}</bdi></h3>
      <p class="soft"><code>${name}</code>${needsDesktop && html` · ${texts.desktopOnly}`}</p>
    </div>
    <iframe src="/gallery/state/${name}${query}" title="${title}" loading="lazy" data-fits></iframe>
    <p class="state-links">
      <a class="quiet" href="/gallery/state/${name}${query}" aria-label="${texts.open}: ${title}"
        >${texts.open}</a
      >
      <a class="quiet" href="/playground${inPlayground}" aria-label="${texts.tryIt}: ${title}"
        >${texts.tryIt}</a
      >
    </p>
  </li>`;
}
