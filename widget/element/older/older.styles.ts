/**
 * Where colours cannot be mixed no grey can be read on every page: text has the page's own colour.
 * What is chosen is known by its outline, which needs no colour behind it.
 */
const css = String.raw;

export const olderStyles = css`
  @supports not (color: color-mix(in srgb, red, red)) {
    .base {
      --_muted: var(--otter-muted, currentColor);
      --_line: var(--otter-border, rgba(128, 128, 128, 0.35));
    }
    [part="row "]:hover {
      background: var(--otter-hover, var(--otter-surface, transparent));
    }
    [part~="row-selected"] {
      background: var(--otter-selected, var(--otter-surface, transparent));
    }
    .pay:enabled:hover {
      background: var(--_accent);
      filter: brightness(0.9);
    }
    .bone {
      background: var(--otter-skeleton, rgba(128, 128, 128, 0.16));
    }
  }
`;
