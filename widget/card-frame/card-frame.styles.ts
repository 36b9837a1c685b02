/**
 * The form's look: the picker's, continued. Every height is in `em`, so that the page around knows
 * the whole before anything has loaded (`frameHeightPx`); an error has a line of its own in its row.
 */
import { faultStyles } from "./fault.styles.ts";
import { markStyles } from "./marks.styles.ts";

const css = String.raw;

const frame = css`
  :root {
    --accent: #0b7a75;
    --text: CanvasText;
    --muted: color-mix(in srgb, var(--text) 72%, transparent);
    --line: color-mix(in srgb, var(--text) 16%, transparent);
    --surface: transparent;
    --page: Canvas;
    --danger: #c6283d;
    --radius: 12px;
    --corner: calc(var(--radius) - 1px);
    --font-size: 16px;
    --font-family: system-ui, sans-serif;
    --scheme: light;
    --wrong: var(--danger);
    color-scheme: var(--scheme);
    background: var(--page);
    font: var(--font-size) / 1.3 var(--font-family);
    color: var(--text);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  @supports not (color: color-mix(in srgb, red, red)) {
    :root {
      --muted: var(--text);
      --line: rgba(128, 128, 128, 0.35);
    }
  }
  @supports (color: light-dark(red, red)) {
    :root {
      --wrong: light-dark(var(--danger), color-mix(in srgb, var(--danger) 55%, white));
    }
  }
  * {
    box-sizing: border-box;
  }
  body,
  form,
  fieldset,
  legend {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .group {
    display: grid;
    /* Two, but one where two are too narrow for their words. */
    grid-template-columns: repeat(auto-fit, minmax(max(8.5em, 34%), 1fr));
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow: hidden;
    overflow: clip;
  }
  h2 {
    height: 2.769em;
    margin: 0;
    padding: 1.15em 1.1em 0;
    font-size: 0.8125em;
    line-height: 1.2;
    font-weight: 600;
    color: var(--muted);
  }
  .cell {
    position: relative;
    grid-column: 1 / -1;
    height: 3.5em;
    border-block-start: 1px solid var(--line);
  }
  .half {
    grid-column: auto;
  }
  .first {
    border-block-start-color: transparent;
  }
  .half + .half {
    border-inline-start: 1px solid var(--line);
  }
  label,
  .fault {
    position: absolute;
    inset: 0.3em auto auto;
    inset-inline: 1.2em 0.5em;
    overflow: hidden;
    font-size: 0.75em;
    /* So that no letter of any script is cut. */
    line-height: 2.1;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: none;
  }
  label {
    color: var(--muted);
    transition:
      inset 0.12s,
      font-size 0.12s;
  }
  .cell:not(:focus-within) input:placeholder-shown + label {
    inset: 0.7em auto auto;
    inset-inline: 0.9em 0.4em;
    font-size: 1em;
  }
  /* Two rules: an engine drops all of a list in which it does not know one. */
  .cell:not(:focus-within) input:placeholder-shown:-webkit-autofill + label {
    inset: 0.3em auto auto;
    inset-inline: 1.2em 0.5em;
    font-size: 0.75em;
  }
  .cell:not(:focus-within) input:placeholder-shown:autofill + label {
    inset: 0.3em auto auto;
    inset-inline: 1.2em 0.5em;
    font-size: 0.75em;
  }
  input,
  select {
    appearance: none;
    display: block;
    width: 100%;
    height: 100%;
    margin: 0;
    padding: 1.25em 0.9em 0.2em;
    transition: padding 0.12s;
    border: 0;
    border-radius: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
    outline: 0;
  }
  select {
    padding-inline-end: 2em;
    cursor: pointer;
  }
  option {
    background: Canvas;
    color: CanvasText;
  }
  [dir="rtl"] input[dir="ltr"] {
    text-align: right;
  }
  input::placeholder {
    color: var(--muted);
    opacity: 0;
  }
  input:focus::placeholder {
    opacity: 0.75;
  }
  :disabled {
    opacity: 0.55;
    cursor: default;
  }
  .cell:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
    z-index: 1;
  }
  .cell:first-child {
    border-start-start-radius: var(--corner);
  }
  .first:not(.half),
  .first + .first {
    border-start-end-radius: var(--corner);
  }
  .last:not(.half),
  .last:not(:last-child) {
    border-end-start-radius: var(--corner);
  }
  .cell:last-child {
    border-end-end-radius: var(--corner);
  }
  .short .first.half {
    border-start-end-radius: 0;
    border-end-start-radius: var(--corner);
  }
  .short .first + .first {
    border-start-end-radius: var(--corner);
    border-end-start-radius: 0;
    border-end-end-radius: var(--corner);
  }
  /* Where it stands of itself, below all the rest, it would make a scroll bar. */
  .unseen {
    position: absolute;
    inset: 0 auto auto;
    margin: 0;
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
  }
  @media (prefers-reduced-motion) {
    * {
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .cell:focus-within {
      outline-color: Highlight;
    }
  }
`;

export const styles = frame + faultStyles + markStyles;
