/** `npm run bench`: prints how fast the proxy is, beside what it is measured against. 1 = a goal was missed. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchMemory } from "./memory.ts";
import { benchMethodList } from "./method-list.ts";
import { benchStart } from "./start.ts";

const folder = await mkdtemp(join(tmpdir(), "otter-bench-"));
try {
  const reached = [
    await benchMethodList(folder),
    await benchStart(folder),
    await benchMemory(folder),
  ];
  if (reached.includes(false)) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
