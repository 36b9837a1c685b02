/** A receipt on paper: black on white, whatever the page looks like. */
const css = String.raw;

export const printStyles = css`
  body {
    margin: 0 auto;
    max-width: 120mm;
    font:
      11pt/1.4 system-ui,
      sans-serif;
    color: #000;
  }
  p {
    margin: 0 0 4pt;
    text-align: center;
  }
  svg {
    display: block;
    width: 12mm;
    margin: 0 auto 4mm;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .title {
    font-weight: 600;
  }
  .sum {
    font-size: 22pt;
    font-weight: 600;
  }
  dl {
    margin: 8mm 0 0;
    border-top: 1px solid #999;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: 8mm;
    padding: 3mm 0;
    border-bottom: 1px solid #ccc;
  }
  dd {
    margin: 0;
    text-align: end;
    overflow-wrap: anywhere;
  }
`;
