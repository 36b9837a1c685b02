/** The unit, as systemd reads it: nothing is misspelt, and what it leaves open is little. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { createFolder } from "../support/folder.ts";
import { readSnippet } from "./web-server.ts";

const run = promisify(execFile);

/** Of ten, where ten is open to everything; systemd calls below 2 "OK". */
const exposure = "1.5";

describe("the unit for systemd", () => {
  it("is understood without a warning, and leaves little open", async (test) => {
    const unit = join(await createFolder(test), "otter-checkout-proxy@8081.service");
    await writeFile(unit, await readSnippet("otter-checkout-proxy@.service"));
    const { stdout, stderr } = await run("systemd-analyze", ["verify", "--man=no", unit]);
    assert.equal(stdout + stderr, "");
    const threshold = String(Number(exposure) * 10);
    await run("systemd-analyze", ["security", "--offline=true", `--threshold=${threshold}`, unit]);
  });
});
