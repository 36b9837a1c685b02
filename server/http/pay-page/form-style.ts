/**
 * How the form and its panels look: box for box as the widget's own style sheet draws them, so that
 * nothing moves when it takes their place. What only newer browsers know is an addition here.
 */
export const formStyle = `.plain { line-height: 1.3; }
.plain p { margin: 0; }
.plain bdi:not(.label) { white-space: nowrap; font-variant-numeric: tabular-nums; }
.plain fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
.plain legend {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0 6px;
  min-height: 1.16em;
  margin-block-end: 12px;
  padding: 0;
  font-size: 1.125em;
  font-weight: 600;
  line-height: 1.16;
}
.plain legend .hint { font-size: 0.72em; }
.plain .row {
  display: flex;
  align-items: center;
  gap: 12px;
  min-height: max(56px, 3.5em);
  padding: 6px 16px;
  border: 1px solid var(--line);
  border-radius: 12px;
}
.plain .row ~ * { margin-block-start: 8px; }
.plain .panel { align-items: flex-start; min-height: 6.625em; padding-block: 14px; }
.plain label, .plain button { cursor: pointer; }
.plain label:hover { background: rgb(127 127 127 / 6%); }
.plain label:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
@supports (color: color-mix(in srgb, red, red)) {
  .plain label:hover { background: color-mix(in srgb, currentColor 4%, transparent); }
  .plain label:has(:checked) { background: color-mix(in srgb, var(--accent) 8%, transparent); }
}
.plain input {
  flex: none;
  -webkit-appearance: none;
  appearance: none;
  width: 20px;
  height: 20px;
  margin: 0;
  border: 1px solid var(--soft);
  border-radius: 50%;
  color: inherit;
}
.plain input:checked { border: 6px solid var(--accent); }
.plain :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.plain label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
@supports selector(:has(*)) {
  .plain label :focus-visible { outline: 0; }
}
.plain .text { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.plain .hint, .plain .badge { font-size: 0.8125em; font-weight: 400; color: var(--soft); }
.plain .badge { padding: 0 6px; border: 1px solid var(--line); border-radius: 6px; white-space: nowrap; }
.plain .under { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; }
.plain .icon {
  flex: none;
  width: 44px;
  height: 28px;
  border-radius: 5px;
  outline: 1px solid var(--line);
  outline-offset: -1px;
  background: #fff;
  object-fit: contain;
}
.plain .scheme { width: 28px; height: 17.82px; }
.plain .more { border-style: dashed; font-weight: 600; cursor: pointer; list-style: none; }
.plain .more::-webkit-details-marker { display: none; }
.plain .more::after {
  content: "";
  width: 8px;
  height: 8px;
  margin-inline: auto 17px;
  border: solid;
  border-width: 0 2px 2px 0;
  transform: translateY(-2px) rotate(45deg);
}
.plain [open] > .more::after { transform: translateY(2px) rotate(225deg); }
.plain svg {
  fill: none;
  stroke: currentColor;
  stroke-width: 1.5;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.plain .sign { flex: none; width: 40px; border: 0; }
.plain .bad { color: var(--danger); }
.plain .note { margin: 12px 0; font-size: 0.9375em; }
.plain .strong { font-weight: 600; }
.plain .callout {
  --tint: var(--info);
  display: flex;
  align-items: flex-start;
  gap: 10px;
  padding: 10px 12px;
  border: 1px solid var(--tint);
  border-radius: 12px;
}
.plain .callout.bad { --tint: var(--danger); color: inherit; }
.plain .callout.warn { --tint: var(--warning); }
@supports (color: color-mix(in srgb, red, red)) {
  .plain .callout { background: color-mix(in srgb, var(--tint) 8%, Canvas); }
}
.plain .callout .sign { width: 1.3em; color: var(--tint); stroke-width: 2; }
.plain .callout .hint { color: inherit; }
.plain .ways { display: flex; flex-wrap: wrap; gap: 0 20px; margin-block: -4px -10px; }
.plain .ways .link { display: inline-flex; align-items: center; margin: 0; padding-block: 2px; }
.plain .link {
  min-height: 44px;
  margin: -14px 0;
  color: inherit;
  font-weight: 600;
  text-decoration: underline;
}
.plain .pay {
  display: block;
  width: 100%;
  min-height: max(52px, 3.25em);
  margin: 0;
  border: 1px solid transparent;
  border-radius: 12px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
}
.plain .pay:hover { background: linear-gradient(rgb(0 0 0 / 12%), rgb(0 0 0 / 12%)) var(--accent); }
/* A press that cannot have read the new total finds no button yet. */
.plain .late { animation: late 0.5s steps(1, end); }
@keyframes late { from { visibility: hidden; } }
/* Rows that need a script have a place where one can run, until it is plain that it does not come. */
.plain .bone { border-radius: 12px; background: var(--bone); animation: breathe 0.8s ease-in-out infinite alternate; }
.plain .row .bone { display: block; width: 45%; height: 12px; }
.plain .card-form { min-height: 376px; }
.plain .short { min-height: 264px; }
.plain .later { display: none; overflow: hidden; }
@media (scripting: enabled) {
  .plain .no-script { height: 0; margin-block-end: -12px; overflow: hidden; animation: come 0s 10s forwards; }
  .plain .by-script { display: flex; animation: gone 0s 10s forwards; }
  @supports (-webkit-appearance: -apple-pay-button) {
    .plain .by-browser { display: flex; animation: gone 0s 10s forwards; }
  }
}
@keyframes breathe { to { opacity: 0.5; } }
@keyframes come { to { height: auto; margin: 0; } }
@keyframes gone {
  to { min-height: 0; height: 0; margin: 0; padding: 0; border-width: 0; }
}
@media (prefers-reduced-motion) {
  .plain .row .bone { animation: none; }
}
@media (forced-colors: active) {
  .plain input:checked { border-color: Highlight; }
  .plain label:has(:checked) { border-color: Highlight; outline: 1px solid Highlight; }
  .plain .sign { color: CanvasText; }
}
@supports (forced-color-adjust: none) {
  .plain img { forced-color-adjust: none; }
}
`;
