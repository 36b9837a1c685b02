/** An empty folder that lives as long as a test. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

export async function createFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "otter-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
