/** How the hosted pages look: one column that fits a phone, both directions, light and dark. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #1d2125);
  --ground: light-dark(#eef1f2, #121517);
  --ink: light-dark(#16202a, #eef2f4);
  --soft: light-dark(#52606b, #a9b6bf);
  --line: light-dark(#d6dde1, #384149);
  --field: light-dark(#f6f8f9, #252b30);
  --bad: light-dark(#a3212b, #ff9a9f);
  --bad-ground: light-dark(#fdeced, #3c2024);
  --good: light-dark(#11693a, #82dba5);
  --accent: light-dark(#0b5f66, #7fd4d8);
  --on-accent: light-dark(#ffffff, #06282b);
}
.ottu {
  --accent: light-dark(#5a3d8a, #c9b1f5);
  --on-accent: light-dark(#ffffff, #26133f);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-block-size: 100vh; min-block-size: 100dvh;
  display: flex; flex-direction: column;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif;
}
.notice {
  margin: 0; padding: .45rem 1rem; text-align: center; font-size: .875rem; font-weight: 600;
  background: #f6d365; color: #3a2b00;
}
main { inline-size: min(100%, 27rem); margin: auto; padding: 1.25rem 1rem 2rem; }
.brand { display: flex; align-items: baseline; gap: .5rem; margin: 0 .25rem .75rem; }
.brand strong { font-size: 1.125rem; letter-spacing: -.01em; color: var(--accent); }
.brand span { color: var(--soft); font-size: .875rem; }
.brand a { margin-inline-start: auto; }
.card {
  background: var(--paper); border: 1px solid var(--line); border-radius: 1rem;
  padding: 1.25rem; box-shadow: 0 1px 2px rgb(0 0 0 / .05), 0 12px 32px rgb(0 0 0 / .06);
}
h1 { font-size: 1rem; font-weight: 600; margin: 0; display: flex; align-items: center; gap: .625rem; }
h1 img { flex: none; }
.amount {
  margin: .75rem 0 0; font-size: 2.25rem; font-weight: 700; line-height: 1.15;
  letter-spacing: -.02em; font-variant-numeric: tabular-nums;
}
.amount small { font-size: 1rem; font-weight: 600; letter-spacing: 0; color: var(--soft); }
.facts { margin: .25rem 0 0; color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
.message { margin: 1rem 0 0; padding: .625rem .75rem; border-radius: .625rem; font-size: .9375rem; }
.message.bad { background: var(--bad-ground); color: var(--bad); }
.stage {
  margin: 1.125rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .75rem;
  background: var(--field); font-size: .9375rem;
}
.stage p { margin: 0; color: var(--soft); }
.stage p + p { margin-block-start: .375rem; }
.code { display: grid; justify-items: center; gap: .75rem; text-align: center; }
.code svg { inline-size: 9.5rem; block-size: 9.5rem; background: #fff; padding: .625rem; border-radius: .625rem; }
.rows { display: grid; gap: .625rem; margin: 0 0 .75rem; }
.rows div { display: grid; gap: .125rem; }
.rows .pair { grid-template-columns: 1fr 1fr; gap: .625rem; }
dt { font-size: .8125rem; color: var(--soft); }
dd {
  margin: 0; padding: .5rem .625rem; border: 1px dashed var(--line); border-radius: .5rem;
  background: var(--paper); font-variant-numeric: tabular-nums;
}
.dates { list-style: none; margin: 0 0 .75rem; padding: 0; }
.dates li { display: flex; justify-content: space-between; gap: 1rem; padding: .375rem 0; }
.dates li + li { border-block-start: 1px solid var(--line); }
.actions { display: grid; gap: .5rem; }
.methods + .actions, .methods + .button { margin-block-start: 1.125rem; }
button, .button {
  font: inherit; font-weight: 600; min-block-size: 2.75rem; padding: .5rem 1rem; cursor: pointer;
  border-radius: .625rem; border: 1px solid var(--line); background: transparent; color: var(--ink);
  text-align: center; text-decoration: none;
}
a.button { display: block; line-height: 1.6; }
button:hover, .button:hover { border-color: var(--accent); }
button.main, .button.main {
  min-block-size: 3.125rem; font-size: 1.0625rem;
  background: var(--accent); border-color: var(--accent); color: var(--on-accent);
}
button.main:hover { filter: brightness(1.08); }
.instead { margin-block-start: 1.25rem; display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
.instead legend { margin-block-end: .5rem; }
.instead :first-of-type { grid-column: 1 / -1; }
.instead button { font-size: .9375rem; font-weight: 500; padding-inline: .5rem; background: var(--field); }
button:focus-visible, a:focus-visible, summary:focus-visible, input:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px;
}
details { margin-block-start: 1.25rem; border-block-start: 1px solid var(--line); padding-block-start: .75rem; }
summary { cursor: pointer; font-weight: 600; min-block-size: 2rem; border-radius: .25rem; }
fieldset { border: 0; margin: .75rem 0 0; padding: 0; }
legend { padding: 0; font-size: .875rem; font-weight: 600; color: var(--soft); }
label { display: flex; align-items: center; gap: .5rem; min-block-size: 2rem; }
input[type=radio] { inline-size: 1.125rem; block-size: 1.125rem; margin: 0; accent-color: var(--accent); flex: none; }
.elsewhere { margin: 1rem 0 0; font-size: .9375rem; }
.methods { list-style: none; margin: 1.125rem 0 0; padding: 0; display: grid; gap: .5rem; }
.methods a {
  display: flex; align-items: center; gap: .75rem; padding: .75rem; min-block-size: 3.5rem;
  border: 1px solid var(--line); border-radius: .75rem; color: inherit; text-decoration: none; font-weight: 600;
}
.methods a:hover { border-color: var(--accent); }
.methods span { margin-inline-start: auto; font-weight: 400; color: var(--soft); font-size: .9375rem; white-space: nowrap; }
.mark { display: grid; place-items: center; margin: .25rem auto .75rem; inline-size: 3.5rem; block-size: 3.5rem; border-radius: 50%; }
.mark svg { inline-size: 2rem; block-size: 2rem; }
.mark.good { background: light-dark(#e2f5ea, #173a27); color: var(--good); }
.mark.bad { background: var(--bad-ground); color: var(--bad); }
.end { text-align: center; }
.end h1 { justify-content: center; font-size: 1.25rem; }
.end p { margin: .5rem 0 1rem; color: var(--soft); }
.end .button { inline-size: 100%; }
a { color: var(--accent); }
footer { margin: 1rem .25rem 0; font-size: .8125rem; color: var(--soft); }
footer p { margin: 0; }
bdi { unicode-bidi: isolate; }
@media (forced-colors: active) { .card, .stage, dd { border-color: CanvasText; } }
`;
