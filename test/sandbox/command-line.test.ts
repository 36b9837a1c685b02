import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../demo/sandbox/main.ts", import.meta.url));

function run(t: TestContext, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => (output.text += part));
  }
  const exit = once(child, "exit") as Promise<[code: number | null]>;
  return { child, output, exit };
}

/** The configuration it prints, as a shell would read it. */
async function started({ child, output }: ReturnType<typeof run>): Promise<Map<string, string>> {
  while (!output.text.includes("_sandbox/journal")) await once(child.stdout, "data");
  const lines = output.text.matchAll(/^([A-Z_]+)=(.*)$/gm);
  return new Map([...lines].map(([, name = "", value = ""]) => [name, value]));
}

const anyPorts = ["--ottpay-port", "0", "--ottu-port", "0"];

describe("otter-checkout-sandbox", () => {
  test("prints a configuration that works, and stops when asked to", async (t) => {
    const sandbox = run(t, ...anyPorts);
    const env = await started(sandbox);
    const url = `${env.get("OTTU_URL")}/b/pbl/v2/payment-methods/`;
    const headers = {
      authorization: `Api-Key ${env.get("OTTU_API_KEY")}`,
      "content-type": "application/json",
    };
    const body = JSON.stringify({ plugin: "e_commerce", currencies: ["KWD"] });
    assert.equal((await fetch(url, { method: "POST", headers, body })).status, 200);
    sandbox.child.kill("SIGTERM");
    assert.deepEqual(await sandbox.exit, [0, null]);
  });

  test("has the same credentials whenever it is started, and others for another seed", async (t) => {
    const [first, again, other] = await Promise.all([
      started(run(t, ...anyPorts)),
      started(run(t, ...anyPorts)),
      started(run(t, ...anyPorts, "--seed", "another")),
    ]);
    for (const name of ["OTTPAY_SIGN_KEY", "OTTU_API_KEY", "OTTU_WEBHOOK_KEY"]) {
      assert.equal(first.get(name), again.get(name));
      assert.notEqual(first.get(name), other.get(name));
    }
  });

  test("explains itself", async (t) => {
    const { output, exit } = run(t, "--help");
    assert.deepEqual(await exit, [0, null]);
    assert.match(output.text, /--ottpay-port PORT/);
  });

  const refused = [
    ["--ottpay-port", "http"],
    ["--ottu-port", "65536"],
    ["--ottu-type", "real"],
    ["--ottu-origin", "localhost"],
    ["--porst", "1"],
  ];
  for (const args of refused) {
    test(`refuses ${args.join(" ")} by name`, async (t) => {
      const { output, exit } = run(t, ...args);
      assert.deepEqual(await exit, [2, null]);
      assert.ok(output.text.split("\n")[0]?.includes(args[0] ?? ""));
    });
  }

  test("says that a port is taken", async (t) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    t.after(() => other.close());
    const { port } = other.address() as AddressInfo;
    const { output, exit } = run(t, "--ottpay-port", "0", "--ottu-port", String(port));
    assert.deepEqual(await exit, [1, null]);
    assert.match(output.text, new RegExp(`EADDRINUSE.*${port}`));
  });
});
