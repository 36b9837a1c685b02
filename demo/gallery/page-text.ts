/**
 * A whole page with `<otter-checkout>` in a state: the text that the playground shows is the text that
 * is served, so nothing can be true of the one and not of the other.
 */
import { html } from "../shop/html.ts";
import type { State, Step } from "../states/state.ts";
import { directionOf, type Look } from "./look.ts";

export interface Places {
  /** Of the gallery. */
  readonly origin: string;
  /** Of the proxy that serves the widget's script. */
  readonly proxyUrl: string;
}

export function pageText(state: State, look: Look, { origin, proxyUrl }: Places): string {
  const { language, theme } = look;
  const tag = tagText({ proxy: `${origin}/gallery/state/${state.name}`, state, look });
  const link = language === "ar" ? "ادفع على صفحة الدفع" : "Pay on the payment page";
  const inside = state.inside === undefined ? "" : `\n        ${state.inside}`;
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(look)}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Kiln &amp; Palm</title>
    <link rel="icon" href="/favicon.svg" />
    <style>
      :root { color-scheme: ${theme === "auto" ? "light dark" : theme}; }
      body { margin: 16px; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
      main { max-width: 30rem; margin: auto; }
      h1 { margin: 0 0 16px; font-size: 1.25em; }
      main a { display: inline-block; padding-block: 12px; }
      /* The room it will take: nothing moves when it does. */
      otter-checkout:not(:defined) {
        display: block;
        min-height: ${roomOf(state)};
      }
    </style>
    <script type="module" src="${proxyUrl}/otter-checkout.js"></script>
  </head>
  <body>
    <main>
      <h1>Kiln &amp; Palm</h1>
      ${tag}${inside}
        <a href="/gallery/gateway">${link}</a>
      </otter-checkout>
    </main>
    <footer><p>&copy; Kiln &amp; Palm</p></footer>${scriptText(state.steps)}
  </body>
</html>
`;
}

/** Of a picker with so many rows, or of an outcome. */
function roomOf({ attributes: { rows, result } = {} }: State): string {
  if (result !== undefined) return "6.625em";
  return `calc(${rows ?? 4} * (max(56px, 3.5em) + 8px) + max(52px, 3.25em) + 1.305em + 16px)`;
}

/** The opening tag; what is as it would be anyhow is not said. */
function tagText(parts: { proxy: string; state: State; look: Look }): string {
  const { theme, layout } = parts.look;
  const given = {
    proxy: parts.proxy,
    ...parts.state.attributes,
    theme: theme === "auto" ? undefined : theme,
    layout: layout === "list" ? undefined : layout,
  };
  const written = Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return value === "" ? [name] : [`${name}="${String(html`${value}`)}"`];
  });
  return `<otter-checkout\n        ${written.join("\n        ")}\n      >`;
}

/** What the shopper does, by what the element offers every page. */
function scriptText(steps: readonly Step[] = []): string {
  if (steps.length === 0) return "";
  const lines = [
    `const checkout = document.querySelector("otter-checkout");`,
    ...(steps.some((step) => "until" in step) ? untilLines : []),
    ...("until" in steps[0]! ? [] : readyLines),
    ...steps.map(stepLine),
  ];
  return `\n    <script type="module">\n${lines.map((line) => `      ${line}`).join("\n")}\n    </script>`;
}

const readyLines = [
  `await new Promise((ready) => checkout.addEventListener("otter-ready", ready, { once: true }));`,
];

const untilLines = [
  `const until = async (state) => {`,
  `  while (!checkout.matches(\`:state(\${state})\`)) await new Promise(requestAnimationFrame);`,
  `};`,
];

function stepLine(step: Step): string {
  if ("choose" in step) return `checkout.value = ${JSON.stringify(step.choose)};`;
  if ("submit" in step) return `checkout.submit();`;
  if ("until" in step) return `await until(${JSON.stringify(step.until)});`;
  if ("press" in step) return pressLine(step.press);
  return `const { now } = Date; Date.now = () => now() + ${step.later}_000; // so much later`;
}

/** It may come with a chunk. */
function pressLine(part: string): string {
  const found = `checkout.shadowRoot.querySelector("[part~=${part}]")`;
  return `while (!${found}) await new Promise(requestAnimationFrame);\n      ${found}.click();`;
}
