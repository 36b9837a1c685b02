/** Outcomes as a table that a person reads: what was done, how much of it, and the verdict. */
import type { Outcome } from "./findings.ts";

const width = 100;

export function toTable(outcomes: readonly Outcome[]): string {
  const longest = Math.max(...outcomes.map(({ scenario }) => scenario.length));
  return outcomes
    .map((outcome) => toRow(outcome, longest))
    .join(`\n${"─".repeat(longest + width)}\n`);
}

function toRow({ scenario, counts, violations, delays }: Outcome, longest: number): string {
  const broken = [...violations, ...delays];
  const facts = Object.entries(counts).map(([name, value]) => `${name}: ${value}`);
  const verdict =
    broken.length === 0 ? ["✔ every promise kept"] : broken.map((sentence) => `✘ ${sentence}`);
  const lines = [...wrap(facts), ...verdict];
  return lines
    .map((line, index) => `${(index === 0 ? scenario : "").padEnd(longest)}  ${line}`)
    .join("\n");
}

function wrap(facts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + fact.length + 3 <= width)
      lines[lines.length - 1] = `${last} · ${fact}`;
    else lines.push(fact);
  }
  return lines;
}
