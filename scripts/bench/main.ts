/** `npm run bench`: prints how fast the proxy is, beside what it is measured against. 1 = a goal was missed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchMemory } from "./memory.ts";
import { benchMethodList } from "./method-list.ts";
import { benchStart } from "./start.ts";
import { sayStep } from "../say-step.ts";

const benches = [
  { what: "the method list, for half a minute", bench: benchMethodList },
  { what: "starts of payments", bench: benchStart },
  { what: "memory under a flood of filters, for some minutes", bench: benchMemory },
];

const folder = await mkdtemp(join(tmpdir(), "otter-bench-"));
try {
  const reached: boolean[] = [];
  for (const [index, { what, bench }] of benches.entries()) {
    sayStep(`${index + 1} of ${benches.length}: ${what}`);
    reached.push(await bench(folder));
  }
  if (reached.includes(false)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
