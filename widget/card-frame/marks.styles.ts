/** How the brands' marks and the arrows of lists look. */
const css = String.raw;

export const markStyles = css`
  .arrow {
    position: absolute;
    inset: auto 1em 1.05em auto;
    width: 0.5em;
    height: 0.5em;
    border: solid var(--muted);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(45deg);
    pointer-events: none;
  }
  [dir="rtl"] .arrow {
    inset: auto auto 1.05em 1em;
  }
  .marks {
    position: absolute;
    inset: 50% 0.9em auto auto;
    display: flex;
    gap: 0.35em;
    transform: translateY(-50%);
    pointer-events: none;
  }
  [dir="rtl"] .marks {
    inset: 50% auto auto 0.9em;
  }
  .mark {
    width: 4.1em;
    border: 1px solid var(--line);
    border-radius: 0.55em;
    color: var(--muted);
    font:
      700 0.6875em / 2.4 system-ui,
      sans-serif;
    text-align: center;
    transition: opacity 0.15s;
  }
  .mark.is {
    border-color: var(--accent);
    color: inherit;
  }
  .mark.not {
    opacity: 0.35;
  }
  @media (max-width: 21em) {
    .mark.not {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .mark {
      border-color: CanvasText;
      color: CanvasText;
    }
    .mark.is {
      border: 2px solid Highlight;
    }
  }
`;
