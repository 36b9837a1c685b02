/** What only rare views wear. */
const css = String.raw;

export const rareStyles = css`
  .clock {
    position: absolute;
    inset-block-start: var(--_padding, 0);
    inset-inline-end: var(--_padding, 0);
    font-size: 0.8125em;
    color: var(--_muted);
  }
  .panel {
    padding-block: 14px;
  }
  a.link {
    display: inline-block;
    padding-block: 12px;
  }
  /* A reference is longer than a line of large text. */
  .hint bdi {
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .sign {
    flex: none;
    width: 40px;
  }
  .good {
    color: var(--otter-success, #12805c);
  }
  .bad {
    color: var(--otter-danger, #c6283d);
  }
  .wait {
    animation: breathe 0.8s ease-in-out infinite alternate;
  }
`;
