/**
 * Ten thousand random orders of things happening, against the laws of the design: no process is
 * really killed here and no time really passes, so that far more moments are tried than with real
 * ones.
 */
import { runSharded } from "../interleavings/shards.ts";
import { Findings, type Outcome } from "./findings.ts";

export interface InterleavingsOptions {
  readonly count: number;
  readonly seed: number;
}

export async function runInterleavings({ count, seed }: InterleavingsOptions): Promise<Outcome> {
  const findings = new Findings("interleavings");
  const { count: done, failure } = await runSharded({ count, seed });
  findings.set("seed", seed);
  findings.set("runs", done.runs);
  findings.set("commands", done.commands);
  findings.set("decisions", done.decisions);
  findings.set("kills", done.seen["kill"] ?? 0);
  for (const told of ["checkout.paid", "payment.duplicate", "payment.late", "payment.review"]) {
    findings.set(told, done.seen[told] ?? 0);
  }
  findings.check(failure === undefined, failure ?? "");
  return findings.outcome();
}
