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
    gap: 0.4em;
    transform: translateY(-50%);
    pointer-events: none;
  }
  [dir="rtl"] .marks {
    inset: 50% auto auto 0.9em;
  }
  /* A fault may be long. */
  .wrong .marks {
    top: 40%;
  }
  /* Nobody types below the marks. */
  #number {
    padding-right: 6.2em;
  }
  [dir="rtl"] #number {
    padding-right: 0.9em;
    padding-left: 6.2em;
  }
  .mark {
    width: 2.2em;
    height: 1.4em;
    border-radius: 0.28em;
    transition: opacity 0.15s;
  }
  .mark img,
  .mark b {
    display: block;
    width: 100%;
    height: 100%;
    border: 1px solid var(--line);
    border-radius: inherit;
  }
  /* For which marks are drawn, on dark pages too. */
  .mark img {
    background: #fff;
  }
  .mark b {
    color: var(--muted);
    font:
      700 0.6875em / 1.9 system-ui,
      sans-serif;
    text-align: center;
  }
  .mark.is b {
    border-color: var(--accent);
    color: inherit;
  }
  .mark.not {
    opacity: 0.35;
    filter: grayscale(1);
  }
  @media (max-width: 17em) {
    #number {
      padding-right: 3.6em;
    }
    [dir="rtl"] #number {
      padding-right: 0.9em;
      padding-left: 3.6em;
    }
    .mark.not {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .mark {
      outline: 1px solid CanvasText;
    }
    .mark.is {
      outline: 2px solid Highlight;
    }
  }
`;
