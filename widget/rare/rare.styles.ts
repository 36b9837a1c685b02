/** What only rare views wear, and a Pay button at work. */
const css = String.raw;

export const rareStyles = css`
  .clock {
    position: absolute;
    inset-block-start: var(--_padding, 0);
    inset-inline-end: var(--_padding, 0);
    font-size: 0.8125em;
    color: var(--_muted);
  }
  .pay[aria-busy="true"] {
    cursor: progress;
  }
  .pay[aria-busy="true"] bdi {
    white-space: normal;
  }
  .pay[aria-busy="true"]::before {
    content: "";
    display: inline-block;
    box-sizing: border-box;
    width: 1.125em;
    height: 1.125em;
    margin-inline-end: 0.6em;
    border: 2px solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    vertical-align: -0.2em;
    animation: turn 0.8s linear infinite;
  }
  .callout {
    --_tint: var(--otter-info, #0b62a8);
    display: flex;
    align-items: flex-start;
    gap: 10px;
    padding: 10px 12px;
    border: 1px solid var(--_tint);
    border-radius: var(--_radius);
    background: Canvas;
    background: color-mix(in srgb, var(--_tint) 8%, Canvas);
    color: CanvasText;
  }
  .callout + .callout {
    margin-block-start: 8px;
  }
  .callout.bad {
    --_tint: var(--otter-danger, #c6283d);
  }
  .callout.warn {
    --_tint: var(--otter-warning, #9a6700);
  }
  .callout .sign {
    width: 1.3em;
    color: var(--_tint);
    stroke-width: 2;
  }
  .callout .hint,
  .hint .hint {
    font-size: inherit;
    color: inherit;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
    margin-block: -4px -10px;
  }
  .ways .link {
    margin: 0;
    padding: 2px 0;
    text-align: start;
  }
  .callout > * {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .callout bdi {
    white-space: normal;
  }
  a.link {
    display: inline-block;
    padding-block: 12px;
  }
  svg {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .clock ~ fieldset .heading {
    padding-inline-end: min(7em, 40%);
  }
  .panel {
    align-items: flex-start;
    min-height: 6.625em;
    padding-block: 14px;
  }
  .panel:focus {
    outline: none;
  }
  /* A reference is longer than a line of large text. */
  .hint bdi {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .sign {
    flex: none;
    width: 40px;
  }
  .good {
    color: var(--otter-success, #12805c);
  }
  .bad {
    color: var(--otter-danger, #c6283d);
  }
  .callout.bad {
    color: CanvasText;
  }
  .wait .stroke {
    animation: breathe 0.8s ease-in-out infinite alternate;
  }
  .receipt {
    display: block;
    padding: 24px 20px 12px;
  }
  .head {
    text-align: center;
  }
  .head .sign {
    width: 52px;
    margin-block-end: 8px;
  }
  .head .stroke {
    stroke-dasharray: 16;
    animation: drawn 0.3s ease-out;
  }
  .sum bdi {
    font-size: 1.875em;
    font-weight: 600;
    letter-spacing: -0.01em;
    white-space: normal;
  }
  dl {
    margin-block-start: 20px;
    font-size: 0.9375em;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 16px;
    padding-block: 10px;
    border-block-start: 1px solid var(--_line);
  }
  dt {
    flex: none;
    color: var(--_muted);
  }
  dd {
    display: flex;
    align-items: center;
    min-width: 0;
    text-align: end;
    overflow-wrap: anywhere;
  }
  .copy {
    flex: none;
    width: 44px;
    margin-inline: 0 -12px;
    padding: 0;
    color: var(--_muted);
    vertical-align: middle;
  }
  .copy svg {
    width: 20px;
    vertical-align: middle;
  }
  .print {
    display: block;
    min-width: 120px;
    margin: 8px auto 0;
    padding: 0 20px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    text-decoration: none;
  }
  .copy:hover,
  .print:hover {
    background: var(--otter-hover, color-mix(in srgb, currentColor 4%, transparent));
  }
  .printed {
    position: absolute;
    width: 0;
    height: 0;
    border: 0;
    visibility: hidden;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes drawn {
    from {
      stroke-dashoffset: 16;
    }
  }
  @media (prefers-reduced-motion) {
    .pay::before {
      animation: none !important;
    }
  }
  @media print {
    .copy,
    .print {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .sign,
    .callout .sign {
      color: CanvasText;
    }
    .pay[aria-busy="true"]::before {
      border-block-start-width: 0;
    }
  }
`;
