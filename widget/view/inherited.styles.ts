/**
 * What a page says of all its text would tear a row apart, or hide what is on it: of what is inherited
 * only this is taken over.
 */
const css = String.raw;

export const inherited = css`
  .base {
    all: initial;
    display: block;
    font: inherit;
    font-style: normal;
    font-variant: normal;
    color: inherit;
    color-scheme: inherit;
    pointer-events: inherit;
    visibility: inherit;
  }
`;
