/**
 * The image's steps, in folders of their own instead of a container: what `Dockerfile` copies and runs is
 * copied and run, from what is checked in alone, and what comes of it serves as the image would.
 */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, cp, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSandbox } from "../../demo/sandbox/index.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { createFolder } from "../support/folder.ts";
import { apiKey } from "../support/running-proxy.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

interface Step {
  readonly word: string;
  readonly rest: string;
}

/** Lines that a backslash goes on in are one. */
async function readSteps(): Promise<readonly Step[]> {
  const text = (await readFile(join(root, "Dockerfile"), "utf8")).replace(/\\\n\s*/g, " ");
  return text
    .split("\n")
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => {
      const [word = "", ...rest] = line.split(" ");
      return { word, rest: rest.join(" ") };
    });
}

/** A folder that is `/` to the steps of all stages: none of them writes where another one does. */
class Stages {
  readonly env: Record<string, string> = {};
  entrypoint: readonly string[] = [];
  health: readonly string[] = [];
  readonly users: string[] = [];
  readonly #root: string;
  #workdir = "/";

  constructor(folder: string) {
    this.#root = folder;
  }

  /** A path of the image, on this machine. */
  at(path: string): string {
    return join(this.#root, path);
  }

  async take({ word, rest }: Step): Promise<void> {
    if (word === "WORKDIR") {
      this.#workdir = rest;
      await mkdir(this.at(rest), { recursive: true });
    } else if (word === "COPY") await this.#copy(rest);
    else if (word === "RUN") await this.#run(rest);
    else if (word === "ENV") {
      for (const [, name = "", value = ""] of rest.matchAll(/(\w+)=(\S+)/g)) this.env[name] = value;
    } else if (word === "ENTRYPOINT") this.entrypoint = JSON.parse(rest) as string[];
    else if (word === "HEALTHCHECK")
      this.health = JSON.parse(rest.replace(/^.*CMD /, "")) as string[];
    else if (word === "USER") this.users.push(rest);
  }

  async #copy(rest: string): Promise<void> {
    const [from = "", to = ""] = rest.replace(/^--from=\w+ /, "").split(" ");
    if (from !== ".") {
      await cp(this.at(from), this.at(to), { recursive: true });
      return;
    }
    const { stdout } = await run("git", ["ls-files", "-z"], { cwd: root, maxBuffer: 1e8 });
    for (const file of stdout.split("\0").filter((name) => name !== "")) {
      const copy = join(this.at(this.#workdir), file);
      await mkdir(dirname(copy), { recursive: true });
      await cp(join(root, file), copy);
    }
  }

  async #run(rest: string): Promise<void> {
    // Who owns /data is the image's affair; the paths are this folder's.
    const line = rest
      .replace(/ && chown \S+ \S+/, "")
      .replace(/(?<=\s)\/(src|out|app|data)\b/g, (path) => this.at(path));
    await run("bash", ["-euo", "pipefail", "-c", line], {
      cwd: this.at(this.#workdir),
      maxBuffer: 1e8,
    });
  }
}

async function build(test: TestContext): Promise<Stages> {
  const stages = new Stages(await createFolder(test));
  for (const step of await readSteps()) await stages.take(step);
  return stages;
}

describe("the image", () => {
  it("is built from what is checked in, runs as nobody in particular, and serves", async (test) => {
    const stages = await build(test);
    assert.deepEqual(stages.users, ["node"]);
    await assert.rejects(
      access(stages.at("/app/node_modules/vite")),
      "nothing to build with is in it",
    );
    const sandbox = await startSandbox();
    test.after(() => sandbox.close());
    const port = String(await findFreePort());
    const { DATABASE_URL = "", ...env } = stages.env;
    const [program = "", ...args] = stages.entrypoint;
    const child = spawn(process.execPath, [stages.at(program), ...args], {
      cwd: stages.at("/app"),
      env: {
        PATH: process.env["PATH"],
        ...env,
        ...sandbox.env,
        DATABASE_URL: DATABASE_URL.replace("/data", stages.at("/data")),
        PORT: port,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        MERCHANT_API_KEYS: apiKey,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    test.after(() => child.kill("SIGKILL"));
    let said = "";
    while (!said.includes("otter-checkout-proxy serves")) {
      const [part] = (await once(child.stdout, "data")) as [Buffer];
      said += part.toString();
    }
    const [node = "", ...check] = stages.health;
    assert.equal(node, "node");
    await run(process.execPath, check, { env: { PORT: port } });
    const script = await fetch(`http://127.0.0.1:${port}/otter-checkout.js`);
    assert.equal(script.status, 200);
    child.kill("SIGTERM");
    const [code] = (await once(child, "exit")) as [number];
    assert.equal(code, 0);
  });
});
