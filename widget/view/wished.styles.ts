/** What a shopper has told their device they need. */
const css = String.raw;

export const wished = css`
  @media (prefers-reduced-motion) {
    * {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    input:checked {
      border-color: Highlight;
    }
    .bone {
      background: GrayText;
    }
  }
`;
