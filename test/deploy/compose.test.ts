/** `compose.yaml`, as compose reads it beside a `.env` of `init`: what the proxies are given is a configuration. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parseConfig } from "../../server/config.ts";
import { createFolder } from "../support/folder.ts";
import { runProgram } from "../support/run-program.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The names and values below `key`, in compose's own writing. */
function blockOf(text: string, key: string): Record<string, string> {
  const [, block = ""] =
    new RegExp(`^( *)${key}:\\n((?:\\1 +.*\\n)+)`, "m").exec(text)?.slice(1) ?? [];
  const entries = [...block.matchAll(/^ +([A-Z_]+): (.*)$/gm)];
  return Object.fromEntries(
    entries.map(([, name = "", value = ""]) => [name, value.replace(/^(['"])(.*)\1$/, "$2")]),
  );
}

describe("compose.yaml", () => {
  it("is understood, and gives two instances a configuration that is taken", async (test) => {
    const folder = await createFolder(test);
    await cp(join(root, "compose.yaml"), join(folder, "compose.yaml"));
    const asked = {
      "public-url": "https://pay.shop.example",
      origins: "https://shop.example",
      "webhook-url": "https://shop.example/events",
      "shop-name": "Kiln & Palm",
      gateways: "ottu",
    };
    const answers = Object.entries(asked).map(([name, value]) => `--${name}=${value}`);
    const { code, errors } = await runProgram(["init", ...answers], {}, folder);
    assert.equal(code, 0, errors);
    const file = join(folder, ".env");
    const written = (await readFile(file, "utf8"))
      .replace("OTTU_URL=", "OTTU_URL=https://ottu.shop.example")
      .replace("OTTU_API_KEY=", "OTTU_API_KEY=an-api-key-of-ottu")
      .replace("OTTU_WEBHOOK_KEY=", "OTTU_WEBHOOK_KEY=a-webhook-key-of-ottu");
    await writeFile(file, written);
    const compose = () => run("docker-compose", ["config"], { cwd: folder });
    await assert.rejects(compose(), /POSTGRES_PASSWORD/);
    await writeFile(file, `${written}POSTGRES_PASSWORD=0123456789abcdef\n`);
    const { stdout } = await compose();

    for (const name of ["proxy-1", "proxy-2"]) {
      const [, service = ""] =
        new RegExp(`^ {2}${name}:\\n((?: {4}.*\\n)+)`, "m").exec(stdout) ?? [];
      const env = blockOf(service, "environment");
      const config = parseConfig(env);
      assert.deepEqual(config.warnings, []);
      assert.equal(config.database.kind, "postgres");
      assert.equal(config.shop.name, "Kiln & Palm");
      assert.match(service, /read_only: true/);
      const [, grace = ""] = /stop_grace_period: (\d+)s/.exec(service) ?? [];
      assert.ok(Number(grace) > config.shutdownDelaySeconds + 12);
      const { OTTER_INSTANCES = "", PUBLIC_URL } = blockOf(
        /^ {2}web:\n(?: {4}.*\n)+/m.exec(stdout)?.[0] ?? "",
        "environment",
      );
      assert.ok(OTTER_INSTANCES.split(" ").includes(`${name}:${config.port}`));
      assert.equal(PUBLIC_URL, "https://pay.shop.example");
    }
  });
});
