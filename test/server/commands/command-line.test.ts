/** How the program is called: help without a configuration, answers for programs, readers that go away. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { machineEnv } from "../../support/machine-env.ts";
import { runProgram } from "../../support/run-program.ts";
import {
  runProxy,
  anOrder,
  start,
  atGateway,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const names = ["doctor", "link", "sessions", "show", "events", "purge", "backup", "erase", "init"];

describe("otter-checkout-proxy", () => {
  it("lists its commands without any configuration", async () => {
    const { code, output } = await runProgram(["--help"], {});
    assert.equal(code, 0);
    for (const name of names) assert.match(output, new RegExp(`^  ${name} `, "m"));
  });

  it("says what a command takes, asked before it or behind it, without any configuration", async () => {
    for (const name of names) {
      const behind = await runProgram([name, "--help"], {});
      assert.equal(behind.code, 0, behind.errors);
      assert.match(behind.output, new RegExp(`^usage: otter-checkout-proxy ${name}`));
    }
    const [before, behind] = [
      ["--help", "erase"],
      ["erase", "-h"],
    ].map((args) => runProgram(args, {}));
    assert.deepEqual(await before, await behind);
  });

  it("says its version", async () => {
    const { output } = await runProgram(["--version"], {});
    assert.match(output, /^\d+\.\d+\.\d+\n$/);
  });

  for (const [args, said] of [
    [["frobnicate"], /there is no command frobnicate/],
    [["doctor", "--colour"], /Unknown option '--colour'/],
    [["backup"], /backup FILE/],
    [["events"], /events --failed/],
    [["events", "--failed", "--replay"], /events --failed/],
    [["erase", "--customer", "a", "--ended-before", "3"], /erase --customer/],
    [["serve", "fast"], /takes no words/],
  ] as const) {
    it(`ends with 2 and one line for ${args.join(" ")}`, async () => {
      const { code, errors } = await runProgram([...args], sandboxed);
      assert.equal(code, 2);
      assert.match(errors, said);
      assert.equal(errors.trim().split("\n").length, 1, errors);
    });
  }
});

/** Enough to be read; nothing of it is asked. */
const sandboxed = {
  MERCHANT_API_KEYS: "a-key-of-the-shop-for-this-test",
  OTTU_URL: "http://127.0.0.1:9",
  OTTU_API_KEY: "an-api-key-of-ottu",
  OTTU_WEBHOOK_KEY: "a-webhook-key-of-ottu",
};

describe("a command on a ledger that is not there", () => {
  for (const args of [
    ["sessions"],
    ["show", "W-1"],
    ["link", "1.000", "KWD", "W-1"],
    ["purge"],
    ["events", "--failed"],
    ["backup", "copy.db"],
    ["erase", "--customer", "7"],
  ]) {
    it(`${args[0]} ends with 1, names the whole path, and makes none`, async () => {
      const folder = await mkdtemp(join(tmpdir(), "no-ledger-"));
      const ended = await runProgram(args, { ...sandboxed, DATABASE_URL: "file:otter.db" }, folder);
      assert.equal(ended.code, 1);
      assert.ok(ended.errors.includes(join(folder, "otter.db")), ended.errors);
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it("is a note to doctor, which goes on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "no-ledger-"));
    const { output } = await runProgram(["doctor"], sandboxed, folder);
    assert.match(output, /^note DATABASE_URL: there is no ledger at \//m);
    assert.match(output, /^FIX {2}ottu: /m);
    assert.match(output, /look at OTTU_URL/);
  });
});

describe("serving from a folder that cannot be used", () => {
  it("ends with 78 and says which, and why", async () => {
    const env = { ...sandboxed, DATABASE_URL: "file:/no/such/folder/otter.db" };
    const { code, errors } = await runProgram([], env);
    assert.equal(code, 78);
    assert.match(errors, /DATABASE_URL names \/no\/such\/folder\/otter\.db.*does not exist/);
  });
});

describe("on a ledger in use", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runProxy();
  });
  after(() => running.stop());
  const run = (args: readonly string[]) => runProgram(args, running.env);

  it("lists and shows what a support desk is asked about, for people and for programs", async () => {
    const session = await running.client.createSession(anOrder({ orderRef: "SHOW-1" }));
    await start(running, session, "ottu:knet-main");
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.type === "checkout.paid");
    const listed = await run(["sessions", "--status", "paid"]);
    assert.match(listed.output, new RegExp(`paid +12\\.750 KWD  SHOW-1  ${session.id}`));
    const shown = await run(["show", "SHOW-1"]);
    assert.equal(shown.code, 0, shown.errors);
    assert.match(shown.output, /ottu:knet-main {2}paid/);
    assert.match(shown.output, /order SHOW-1-/);
    const asJson = await run(["show", session.id, "--json"]);
    const [record] = JSON.parse(asJson.output) as { id: string; status: string }[];
    assert.deepEqual([record?.id, record?.status], [session.id, "paid"]);
    assert.equal((await run(["show", "NO-SUCH-ORDER"])).code, 1);
  });

  it("answers doctor as JSON", async () => {
    const { output } = await run(["doctor", "--json"]);
    const found = JSON.parse(output) as { mark: string; what: string }[];
    assert.ok(
      found.some(({ mark, what }) => mark === "ok" && what.startsWith("PUBLIC_URL")),
      output,
    );
  });

  /** In a process of its own, whose streams may be left. */
  function begin(...args: readonly string[]) {
    const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));
    return spawn(process.execPath, [main, ...args], {
      cwd: tmpdir(),
      env: { ...machineEnv, ...running.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  it("tells how far an erasure is, and erases all the same where nobody listens", async () => {
    const customer = { id: "customer-12", email: "noor@shop.test" };
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1)
      ids.push((await running.client.createSession(anOrder({ customer }))).id);
    const child = begin("erase", "--customer", customer.id);
    child.stderr.destroy();
    let output = "";
    child.stdout.on("data", (part: Buffer) => (output += part.toString()));
    const [code] = (await once(child, "close")) as [number];
    assert.deepEqual([code, output], [0, "personal data of 12 sessions are erased\n"]);
    for (const id of ids) assert.equal((await running.client.getSession(id)).customer, null);
    for (let count = 0; count < 12; count += 1)
      await running.client.createSession(anOrder({ customer }));
    const { errors } = await run(["erase", "--customer", customer.id]);
    const lines = errors.trim().split("\n");
    assert.equal(lines[0], "erasing: 0 of 12 orders …");
    assert.equal(lines.length, 10);
  });

  it("ends quietly when its reader goes away", async () => {
    const child = begin("sessions");
    child.stdout.destroy();
    let errors = "";
    child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
    const [code] = (await once(child, "close")) as [number];
    assert.deepEqual([code, errors], [0, ""]);
  });
});
