/** How a field looks that something is wrong with: three lines in the room of two, its label among them. */
const css = String.raw;

export const faultStyles = css`
  .fault {
    inset-block: auto 0;
    padding-inline-start: 1.35em;
    color: var(--wrong);
    font-weight: 600;
  }
  .fault::before {
    content: "!";
    content: "!" / "";
    position: absolute;
    inset: 0.54em auto auto 0;
    width: 1.05em;
    height: 1.05em;
    border-radius: 50%;
    background: var(--wrong);
    color: Canvas;
    font-size: 0.95em;
    line-height: 1.1;
    text-align: center;
  }
  [dir="rtl"] .fault::before {
    inset: 0.54em 0 auto auto;
  }
  .fault:empty {
    clip-path: inset(50%);
  }
  .wrong {
    background: color-mix(in srgb, var(--wrong) 6%, transparent);
  }
  .wrong label {
    inset-block-start: -0.22em;
  }
  .wrong:not(:focus-within) input:placeholder-shown + label {
    inset-block-start: 0.35em;
  }
  .wrong input,
  .wrong select {
    padding-block: 0 0.25em;
  }
`;
