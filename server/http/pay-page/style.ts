/** The pay page's style sheet. One colour of it is the shop's. */
import { formStyle } from "./form-style.ts";

export function payStyle(chosen: string | null): string {
  const accent = chosen ?? "#0f766e";
  return `:root {
  color-scheme: light dark;
  --accent: ${accent};
  --on-accent: ${isLight(accent) ? "#14181b" : "#ffffff"};
  --page: #f5f6f7;
  --card: #ffffff;
  --text: #14181b;
  --soft: #5b6670;
  --line: #e3e7ea;
  --bone: #eef0f1;
  --danger: #c6283d;
  --warning: #8a5a00;
  --info: #0b62a8;
  --success: #12805c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1214;
    --card: #181c1f;
    --text: #eceff1;
    --soft: #9aa6af;
    --line: #2a3035;
    --bone: #262b2f;
    --danger: #e5586a;
    --warning: #d9a441;
    --info: #6cb4f0;
    --success: #3fbf92;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif;
  -webkit-text-size-adjust: 100%;
}
main { max-width: 30rem; margin: 0 auto; padding: clamp(1rem, 6vh, 4rem) 1rem 2rem; }
header { display: flex; align-items: center; gap: 0.75rem; margin-block-end: 1.25rem; padding-inline: 0.25rem; }
header img { border-radius: 10px; object-fit: contain; }
.shop { margin: 0; font-size: 1.0625rem; font-weight: 600; letter-spacing: -0.01em; }
.card {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 18px;
  padding: clamp(1.25rem, 5vw, 1.75rem);
  box-shadow: 0 1px 2px rgb(0 0 0 / 4%), 0 12px 32px rgb(0 0 0 / 5%);
}
h1 { margin: 0; font-size: 0.9375rem; font-weight: 500; color: var(--soft); overflow-wrap: anywhere; }
.card > h1 { font-size: 1.0625rem; color: inherit; }
.amount {
  margin: 0.125rem 0 0;
  font-size: 2rem;
  line-height: 1.2;
  font-weight: 650;
  letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums;
}
dl { margin: 1rem 0 0; padding-block: 0.75rem 0; border-block-start: 1px solid var(--line); }
dl div { display: flex; justify-content: space-between; gap: 1rem; font-size: 0.9375rem; padding-block: 0.125rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; text-align: end; }
otter-checkout {
  display: block;
  --otter-accent: var(--accent);
  --otter-on-accent: var(--on-accent);
  --otter-muted: var(--soft);
  --otter-border: var(--line);
  --otter-danger: var(--danger);
  --otter-warning: var(--warning);
  --otter-info: var(--info);
  --otter-success: var(--success);
}
.kept { text-align: center; }
.kept .sign {
  width: 52px;
  color: var(--success);
  fill: none;
  stroke: currentColor;
  stroke-width: 1.5;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.outcome::part(receipt-head) { display: none; }
.outcome::part(receipt) { padding: 0; border: 0; background: none; }
.plain .copy-room { display: inline-block; min-height: 44px; line-height: 44px; margin-block: -14px; }
.plain .print-room { height: 52px; }
.plain dl { margin: 0; padding: 0; border: 0; font-size: 0.9375em; }
.plain dl div { align-items: baseline; padding-block: 10px; border-block-start: 1px solid var(--line); font-size: inherit; }
otter-checkout, .card > .plain { margin-block-start: 1.25rem; }
.after { margin: 1.25rem 0 0; }
.reference { margin: 0.25rem 0 0; font-size: 0.8125rem; color: var(--soft); }
.once-paid { display: none; }
otter-checkout:is(:state(paid), :state(authorized)) + .once-paid { display: block; }
.card > p:last-child { margin-block-end: 0; }
.back, .again, .receipt { color: inherit; text-underline-offset: 0.2em; }
footer { margin-block-start: 1.25rem; padding-inline: 0.25rem; font-size: 0.8125rem; color: var(--soft); }
footer p { margin: 0 0 0.25rem; }
@media print {
  body { background: none; color: #000; }
  main { padding: 0; }
  .card { border: 0; box-shadow: none; background: none; }
  footer, .after, .back, .again, .receipt, .once-paid { display: none !important; }
}
${formStyle}`;
}

/**
 * Whether dark text is easier to read on it than white: relative luminance as WCAG 2 counts it.
 * @param colour `#rrggbb`
 */
function isLight(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18;
}
