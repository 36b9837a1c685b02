/** The frame's place in the picker. Colours are mixed from each other on the page; the probe says what they come to. */
const css = String.raw;

export const fieldStyles = css`
  iframe {
    display: block;
    width: 100%;
    border: 0;
  }
  .bone iframe {
    opacity: 0;
  }
  .probe {
    position: absolute;
    visibility: hidden;
    border-style: solid;
    border-color: var(--_accent) var(--_line) var(--_muted) var(--otter-danger, #c6283d);
    border-radius: var(--_radius);
    background: var(--otter-surface, transparent);
    outline-color: CanvasText;
  }
`;
