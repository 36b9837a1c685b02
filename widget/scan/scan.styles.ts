/** The code's place below the chosen row. The code itself is black on white whatever the theme is. */
const css = String.raw;

export const scanStyles = css`
  .scan-button {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 0;
    padding: 0 17px;
    text-align: start;
  }
  .scan-button svg {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .scan-button::after {
    content: "";
    width: 7px;
    height: 7px;
    margin-block-start: -4px;
    border: solid;
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
  }
  .scan-button[aria-expanded="true"]::after {
    margin-block-start: 4px;
    transform: rotate(225deg);
  }
  .scan-panel {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    padding: 16px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--otter-surface, transparent);
    overflow-wrap: anywhere;
  }
  .scan-text {
    display: flex;
    flex: 1 1 150px;
    flex-direction: column;
    align-items: flex-start;
    justify-content: center;
    gap: 8px;
    min-width: 0;
  }
  .scan-text .title:empty {
    margin-block-end: -8px;
  }
  .scan-tile {
    flex: none;
    min-width: 164px;
    max-width: 100%;
    min-height: 164px;
  }
  .scan-code {
    display: block;
    max-width: 100%;
    height: auto;
    border-radius: 8px;
    box-shadow: 0 0 0 1px var(--_line);
  }
  .scan-ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
  }
  .scan-text a.link,
  .scan-text .link {
    display: inline-flex;
    align-items: center;
    min-width: 44px;
    margin: -6px 0;
    padding: 0;
  }
  .scan-panel [hidden][hidden] {
    display: none;
  }
`;
