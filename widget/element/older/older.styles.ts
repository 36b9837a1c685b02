/**
 * Where colours cannot be mixed: greys that can be read on white and on black. What is chosen is
 * known by its outline, which needs no colour behind it.
 */
const css = String.raw;

export const olderStyles = css`
  @supports not (color: color-mix(in srgb, red, red)) {
    .base {
      --_muted: var(--otter-muted, #767676);
      --_line: var(--otter-border, rgba(128, 128, 128, 0.35));
    }
    label:hover {
      background: var(--otter-hover, rgba(128, 128, 128, 0.08));
    }
    label[part~="row-selected"] {
      background: var(--otter-selected, rgba(128, 128, 128, 0.12));
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
