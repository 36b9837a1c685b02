/** What rows wear beyond a plain list. */
const css = String.raw;

export const rowStyles = css`
  .base {
    --_row-padding: var(--otter-row-padding, 16px);
    --_small: var(--otter-font-size-small, 0.8125em);
    text-decoration-color: CanvasText;
  }
  label {
    cursor: pointer;
  }
  [part="row "]:hover {
    background: var(--otter-hover, color-mix(in srgb, currentColor 4%, transparent));
  }
  .method {
    box-shadow: var(--otter-shadow);
  }
  [part~="row-selected"] {
    border-color: var(--_accent);
    box-shadow:
      inset 0 0 0 1px var(--_accent),
      var(--otter-shadow, 0 0 #0000);
    background: var(--otter-selected, color-mix(in srgb, var(--_accent) 8%, transparent));
  }
  /* Without, the radio button has the ring. */
  @supports selector(:has(*)) {
    .method:has(label :focus-visible) {
      outline: 2px solid var(--otter-focus, var(--_accent));
      outline-offset: 2px;
    }
    label > :focus-visible {
      outline: none;
    }
  }
  /* Drawn where a picture is lost, over the browser's own sign for that. */
  img {
    position: relative;
  }
  img::after {
    content: "";
    position: absolute;
    inset: 0;
    background: #e5e7eb;
  }
  .bare {
    background: none;
  }
  @media (forced-colors: active) {
    [part~="row-selected"] {
      border-color: Highlight;
      outline: 1px solid Highlight;
    }
  }
  @supports (forced-color-adjust: none) {
    img {
      forced-color-adjust: none;
    }
  }
  .details {
    display: grid;
    grid-template-rows: 1fr;
    animation: open 0.18s ease-out;
  }
  .lines {
    min-height: 0;
    overflow: hidden;
    font-size: var(--_small);
    color: var(--_muted);
  }
  .lines p {
    padding-inline: calc(var(--_row-padding) + 31px) var(--_row-padding);
    font-variant-numeric: tabular-nums;
  }
  .lines p:last-child {
    padding-block-end: 14px;
  }
  .lines p + p {
    padding-block-start: 2px;
  }
  @keyframes open {
    from {
      grid-template-rows: 0fr;
    }
  }
  .more {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    width: 100%;
    min-height: var(--otter-row-height, max(56px, 3.5em));
    margin: 0;
    padding: 6px var(--_row-padding);
    border: var(--otter-border-width, 1px) dashed var(--_line);
    border-radius: var(--_radius);
    text-align: start;
    text-decoration: none;
  }
  .more:hover {
    background: var(--otter-hover, color-mix(in srgb, currentColor 4%, transparent));
  }
  .more::after {
    content: "";
    flex: none;
    width: 8px;
    height: 8px;
    margin-inline-end: 17px;
    border: solid;
    border-width: 0 2px 2px 0;
    transform: translateY(-2px) rotate(45deg);
  }
  .kind {
    margin-block: 10px 6px;
    font-size: var(--_small);
    font-weight: var(--otter-font-weight-strong, 600);
    color: var(--_muted);
  }
  .heading > .hint {
    text-overflow: ellipsis;
  }
  .tiles .rows {
    grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
  }
  .tiles .row {
    position: relative;
    flex-direction: column-reverse;
    justify-content: center;
    gap: 6px;
    min-height: 7.25em;
    padding: 10px;
    text-align: center;
  }
  .tiles .text {
    flex: none;
    max-width: 100%;
    font-size: var(--_small);
  }
  .tiles .under {
    justify-content: center;
  }
  .tiles input {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    width: 16px;
    height: 16px;
  }
  .tiles input:checked {
    border-width: 5px;
  }
  .tiles .details,
  .tiles .group,
  .tiles [part="scan"] {
    grid-column: 1 / -1;
  }
  @supports selector(:has(*)) {
    .tiles [part~="row-selected"]:has(.card) {
      grid-column: 1 / -1;
    }
  }
  @supports not selector(:has(*)) {
    .tiles [part~="row-selected"] {
      grid-column: 1 / -1;
    }
  }
  .tiles .details {
    text-align: center;
  }
  .compact .rows {
    gap: 0;
  }
  .compact .rows > * {
    position: relative;
    border-radius: 0;
  }
  .compact .rows > * + * {
    margin-block-start: calc(-1 * var(--otter-border-width, 1px));
  }
  .compact .rows > * + :not([part~="row-selected"]) {
    border-block-start-color: transparent;
  }
  .compact .rows > :first-child {
    border-start-start-radius: var(--_radius);
    border-start-end-radius: var(--_radius);
  }
  .compact .rows > :last-child {
    border-end-start-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }
  .compact [part~="row-selected"] {
    z-index: 1;
  }
  .compact .row {
    min-height: max(48px, 3em);
    padding-block: 2px;
  }
`;
