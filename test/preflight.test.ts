import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../scripts/preflight.cjs", import.meta.url));

function runAs(version: string) {
  const pretend = `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`;
  return spawnSync(process.execPath, ["-e", `${pretend} require(${JSON.stringify(script)})`], {
    encoding: "utf8",
  });
}

const program = new URL("../server/bin/otter-checkout-proxy.js", import.meta.url);

describe("the proxy's program", () => {
  it("tells a Node that cannot run it what it needs, in one line", () => {
    const pretend = `Object.defineProperty(process, "versions", { value: { node: "20.20.2" } });`;
    const { status, stderr } = spawnSync(
      process.execPath,
      ["-e", `${pretend} import(${JSON.stringify(program.href)})`],
      { encoding: "utf8" },
    );
    assert.equal(status, 1);
    assert.equal(stderr, "otter-checkout-proxy needs Node 22.19 or newer, found 20.20.2\n");
  });
});

describe("preflight", () => {
  for (const version of ["0.10.48", "18.20.8", "20.20.2", "22.18.0"]) {
    it(`stops Node ${version} with one line that says what to do`, () => {
      const { status, stderr } = runAs(version);
      assert.equal(status, 1);
      const line = /^Otter Checkout needs Node ≥ 22\.19, found (\S+): .*\binstall\b.*\n$/;
      assert.equal(line.exec(stderr)?.[1], version, stderr);
    });
  }

  for (const version of ["22.19.0", "24.0.0", process.versions.node]) {
    it(`lets Node ${version} pass in silence`, () => {
      const { status, stdout, stderr } = runAs(version);
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
    });
  }
});
