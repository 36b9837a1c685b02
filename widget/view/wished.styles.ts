/** What a shopper has told their device they need. */
const css = String.raw;

export const wished = css`
  @media (prefers-reduced-motion) {
    * {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    input:checked,
    label[part~="row-selected"] {
      border-color: Highlight;
      outline-color: Highlight;
    }
    .tile {
      color: CanvasText;
    }
    .bone {
      background: GrayText;
    }
  }
`;
