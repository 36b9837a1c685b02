/** What a page says of all its text, and would tear a row apart or hide what is on it. */
const css = String.raw;

export const inherited = css`
  .base {
    font-style: normal;
    font-variant: normal;
    letter-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    word-break: normal;
    word-spacing: normal;
    -webkit-text-fill-color: currentcolor;
  }
`;
