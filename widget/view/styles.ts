/**
 * Calm by default and the page's own where it can be: font, colour and background are inherited,
 * what would tear a row apart is not. Greys are mixed from the text's; a theme that is set paints
 * what it is read on. Only the accent is ours, readable on white and on black. Logical properties
 * mirror Arabic. Private names start with `_`: slotted content inherits them.
 */
import { unsafeCSS } from "lit";
import { inherited } from "./inherited.styles.ts";
import { wished } from "./wished.styles.ts";

const css = String.raw;

const own = css`
  :host(:not([hidden])) {
    display: block;
    writing-mode: horizontal-tb;
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  .base {
    --_accent: var(--otter-accent, #0b7a75);
    --_muted: var(--otter-muted, color-mix(in srgb, currentColor 72%, transparent));
    --_line: var(--otter-border, color-mix(in srgb, currentColor 16%, transparent));
    --_radius: var(--otter-radius, 12px);
    position: relative;
    padding: var(--_padding);
    background: var(--otter-background);
    font-family: var(--otter-font-family);
    font-size: var(--otter-font-size, 1em);
    font-weight: var(--otter-font-weight);
    line-height: 1.3;
    color: var(--otter-text, inherit);
  }
  .light,
  .dark {
    --_padding: 16px;
    border-radius: var(--_radius);
    background: var(--otter-background, Canvas);
    color: var(--otter-text, CanvasText);
    color-scheme: light;
  }
  .dark {
    color-scheme: dark;
  }
  fieldset {
    min-width: 0;
    padding: 0;
    border: 0;
  }
  bdi:not(.label) {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    min-height: 1.16em;
    font-size: var(--otter-font-size-heading, 1.125em);
    line-height: 1.16;
    margin-block-end: var(--otter-gap, 12px);
    padding: 0;
    font-weight: var(--otter-font-weight-strong, 600);
  }
  .hint,
  .badge {
    font-size: var(--otter-font-size-small, 0.8125em);
    font-weight: var(--otter-font-weight, 400);
    color: var(--_muted);
  }
  .heading .hint {
    font-size: 0.72em;
  }
  .rows {
    display: grid;
    gap: var(--otter-row-gap, 8px);
  }
  .method,
  .panel,
  .plain {
    border: var(--otter-border-width, 1px) solid var(--_line);
    border-radius: var(--_radius);
    background: var(--otter-surface);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: var(--otter-row-height, max(56px, 3.5em));
    padding: 6px var(--otter-row-padding, 16px);
  }
  .method > .row {
    margin: calc(-1 * var(--otter-border-width, 1px));
  }
  .plain {
    min-height: 6.625em;
    padding-inline-start: 68px;
  }
  .card {
    min-height: 376px;
    margin: 0 4px 4px;
  }
  .card[data-short] {
    min-height: 264px;
  }
  input {
    flex: none;
    appearance: none;
    width: 20px;
    height: 20px;
    scroll-margin: 8em;
    border: 1px solid var(--_muted);
    border-radius: 50%;
    color: inherit;
  }
  input:checked {
    border: 6px solid var(--_accent);
  }
  :focus-visible {
    outline: 2px solid var(--otter-focus, var(--_accent));
    outline-offset: 2px;
  }
  fieldset:disabled,
  button:disabled {
    opacity: 0.55;
  }
  .text {
    flex: 1 1 4em;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .badge {
    padding: 0 6px;
    border: 1px solid var(--_line);
    border-radius: 6px;
    overflow-wrap: anywhere;
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
  }
  img {
    flex: none;
    width: var(--_size, var(--otter-icon-size, 44px));
    height: calc(var(--_size, var(--otter-icon-size, 44px)) * 7 / 11);
    border-radius: 6px;
    outline: 1px solid var(--_line);
    outline-offset: -1px;
    background: var(--otter-icon-surface, #fff);
    object-fit: contain;
  }
  .scheme {
    --_size: 28px;
  }
  .note {
    margin: var(--otter-gap, 12px) 0;
    font-size: 0.9375em;
  }
  .title {
    font-weight: var(--otter-font-weight-strong, 600);
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }
  button,
  a.link {
    min-height: 44px;
    margin: -14px 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: var(--otter-font-weight-strong, 600);
    text-decoration: underline;
    cursor: pointer;
  }
  .pay {
    width: 100%;
    margin: 0;
    min-height: var(--otter-pay-height, max(52px, 3.25em));
    border: 1px solid transparent;
    border-radius: var(--otter-button-radius, var(--_radius));
    background: var(--_accent);
    color: var(--otter-on-accent, #fff);
    text-decoration: none;
  }
  .pay:enabled:hover {
    background: color-mix(in srgb, var(--_accent), #000 12%);
  }
  .bone {
    animation: breathe 0.8s ease-in-out infinite alternate;
  }
  .bone {
    border-radius: var(--_radius);
    background: var(--otter-skeleton, color-mix(in srgb, currentColor 8%, transparent));
    color: inherit;
  }
  span.bone {
    display: block;
    width: 45%;
    height: 12px;
  }
  @media (max-width: 600px) {
    .foot {
      position: sticky;
      bottom: 8px;
    }
  }
  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }
`;

export const styles = unsafeCSS(inherited + own + wished);
