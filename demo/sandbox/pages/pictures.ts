/**
 * Every picture of the sandbox, drawn here: tiles that say what kind of paying a method is, and a
 * pattern that looks like a payment code. None is anybody's logo, and no scanner reads the pattern.
 */
import { createHash } from "node:crypto";
import { html } from "./html.ts";
import type { Html } from "./html.ts";

export type Kind = "bank" | "card" | "wallet" | "instalments" | "cash" | "other";

const glyphs: Readonly<Record<Kind, Html>> = {
  bank: html`<path
    d="M24 6l11 6v2H13v-2zM15 16h3v7h-3zM22.5 16h3v7h-3zM30 16h3v7h-3zM13 25h22v2H13z"
  />`,
  card: html`<path
    d="M12 8h24a2 2 0 0 1 2 2v2H10v-2a2 2 0 0 1 2-2zM10 15h28v7a2 2 0 0 1-2 2H12a2 2 0 0 1-2-2zm4 4v2h7v-2z"
    fill-rule="evenodd"
  />`,
  wallet: html`<path
    d="M19 5h10a2 2 0 0 1 2 2v18a2 2 0 0 1-2 2H19a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm0 3v13h10V8zm4 15v2h2v-2z"
    fill-rule="evenodd"
  />`,
  instalments: html`<path
      d="M23 6v9h-9a10 10 0 0 1 9-9zM25.5 6a10 10 0 0 1 9 9h-9zM14 17.500h9v9a10 10 0 0 1-9-9z"
    /><path d="M25.500 17.500h8.900a10 10 0 0 1-8.900 8.900z" opacity=".45" />`,
  cash: html`<path d="M10 9h28v14H10zm14 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8z" fill-rule="evenodd" />`,
  other: html`<circle cx="15" cy="16" r="2.500" /><circle cx="24" cy="16" r="2.500" /><circle
      cx="33"
      cy="16"
      r="2.500"
    />`,
};

/** A tile for a method: the kind decides the drawing, the name the colour. */
export function drawTile(kind: Kind, name: string): string {
  const hue = (hashOf(name)[0] ?? 0) * 1.41;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 32" width="48" height="32">
    <rect width="48" height="32" rx="6" fill="hsl(${hue.toFixed(0)} 45% 38%)" />
    <g fill="#fff">${glyphs[kind]}</g>
  </svg>`.text;
}

const modules = 25;
const corner = 7;

/** The same text gives the same pattern. */
export function drawCode(text: string, label: string): Html {
  const bits = Array.from({ length: 3 }, (_, round) => [...hashOf(`${round} ${text}`)]).flat();
  const isDark = (at: number) => ((bits[(at >> 3) % bits.length] ?? 0) >> (at & 7)) & 1;
  const inCorner = (x: number, y: number) =>
    (x <= corner && (y <= corner || y >= modules - corner - 1)) ||
    (x >= modules - corner - 1 && y <= corner);
  const dots: string[] = [];
  for (let y = 0; y < modules; y += 1) {
    for (let x = 0; x < modules; x += 1) {
      if (!inCorner(x, y) && isDark(y * modules + x)) dots.push(`M${x} ${y}h.9v.9h-.9z`);
    }
  }
  const frame = (x: number, y: number) =>
    `M${x} ${y}h7v7h-7zm1 1v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`;
  const path = [...dots, frame(0, 0), frame(modules - corner, 0), frame(0, modules - corner)];
  return html`<svg role="img" aria-label="${label}" viewBox="0 0 ${modules} ${modules}">
    <path fill="#101418" fill-rule="evenodd" d="${path.join("")}" />
  </svg>`;
}

const marks = { good: "M6 16.500l7 7L26 9.500", bad: "M9 9l14 14M23 9L9 23" };

export function drawMark(kind: keyof typeof marks): Html {
  const path = marks[kind];
  return html`<div class="mark ${kind}">
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path
        d="${path}"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  </div>`;
}

function hashOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
