/** What only a ledger in a file has to prove: the file, other processes, and sudden death. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { Ledger } from "../../../server/ledger/ledger.ts";
import { openSqliteLedger } from "../../../server/ledger/sqlite.ts";
import { withTimeLimit } from "../../../server/platform/time-limit.ts";
import { hasCode, write } from "../../support/ledger-contract/engine.ts";
import { newEvent, newPayment, newSession } from "../../support/ledger-rows.ts";
import { createFolder } from "../../support/folder.ts";

const writer = fileURLToPath(new URL("../../support/ledger-writer.ts", import.meta.url));

async function newFile(t: TestContext): Promise<string> {
  return join(await createFolder(t), "otter.db");
}

async function open(t: TestContext, file: string, busyTimeoutMs?: number): Promise<Ledger> {
  const ledger = await openSqliteLedger(file, busyTimeoutMs === undefined ? {} : { busyTimeoutMs });
  t.after(() => ledger.close());
  return ledger;
}

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

async function allEvents(ledger: Ledger) {
  return ledger.eventsAfter(0, 1_000_000);
}

function countTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

describe("the file of a SQLite ledger", () => {
  it("is for its owner alone, with the files beside it", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    await write(ledger, newSession());
    assert.equal(await modeOf(file), 0o600);
    assert.equal(await modeOf(`${file}-wal`), 0o600);
  });

  it("is closed to others where it was open to them", async (t) => {
    const file = await newFile(t);
    await writeFile(file, "");
    await chmod(file, 0o644);
    await open(t, file);
    assert.equal(await modeOf(file), 0o600);
  });

  it("keeps what was written when it is opened again", async (t) => {
    const file = await newFile(t);
    const session = newSession();
    const ledger = await openSqliteLedger(file);
    await write(ledger, session);
    await ledger.close();
    assert.deepEqual(await (await open(t, file)).findSession(session.id), session);
  });

  it("is not written by a decision that changes nothing", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    const session = newSession();
    await write(ledger, session, [newPayment(session)]);
    const before = await stat(`${file}-wal`, { bigint: true });
    for (const key of [{ sessionId: session.id }, { orderRef: "W-unknown" }]) {
      await ledger.decide(key, ({ sessions, payments }) => ({
        result: undefined,
        sessions: sessions.map((row) => ({ ...row })),
        payments: payments.map((row) => ({ ...row })),
        history: [],
        events: [],
      }));
    }
    const after = await stat(`${file}-wal`, { bigint: true });
    assert.equal(after.mtimeNs, before.mtimeNs);
    assert.equal(after.size, before.size);
  });

  for (const { what, prepare } of [
    { what: "in a folder that is not there", prepare: (file: string) => join(file, "otter.db") },
    {
      what: "that is no database",
      prepare: async (file: string) => {
        await writeFile(file, "This is a letter, not a ledger. ".repeat(100));
        return file;
      },
    },
  ]) {
    it(`${what} is ledger_unavailable`, async (t) => {
      const file = await prepare(await newFile(t));
      await assert.rejects(openSqliteLedger(file), hasCode("ledger_unavailable"));
    });
  }
});

describe("a SQLite ledger that cannot be written", () => {
  it("is ledger_unavailable while another connection holds it, and works afterwards", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file, 20);
    const session = newSession();
    const raw = new DatabaseSync(file);
    raw.exec("begin immediate");
    const attempts = [
      () => write(ledger, session),
      () => ledger.takeFromBudget({ name: "a", now: 0, windowMs: 1_000, limit: 1 }),
      () => ledger.purgeLists(() => true),
    ];
    for (const attempt of attempts) await assert.rejects(attempt(), hasCode("ledger_unavailable"));
    assert.equal(await ledger.findSession(session.id), undefined);
    raw.exec("rollback");
    raw.close();
    await write(ledger, session);
    assert.deepEqual(await ledger.findSession(session.id), session);
  });

  it("keeps who serves a request no longer than that may take, and who only reads not at all", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file, 600_000);
    const session = newSession();
    await write(ledger, session);
    const raw = new DatabaseSync(file);
    raw.exec("begin exclusive");
    let isWaiting = true;
    const waiting = [
      write(ledger, newSession()),
      ledger.takeFromBudget({ name: "a", now: 0, windowMs: 1_000, limit: 1 }),
    ];
    const all = Promise.all(waiting).finally(() => (isWaiting = false));
    const hurried: readonly (() => Promise<unknown>)[] = [
      () => write(ledger, newSession()),
      () => ledger.takeFromBudget({ name: "a", now: 0, windowMs: 1_000, limit: 1 }),
      () => ledger.ping(),
    ];
    for (const attempt of hurried)
      await assert.rejects(
        withTimeLimit(10, () => attempt()),
        hasCode("ledger_unavailable"),
      );
    assert.deepEqual(await ledger.findSession(session.id), session);
    assert.equal((await ledger.readPurchase({ sessionId: session.id }))?.sessions.length, 1);
    assert.ok(isWaiting);
    raw.exec("rollback");
    raw.close();
    await all;
    assert.equal((await ledger.listSessions({ limit: 10 })).length, 2);
    await ledger.ping();
  });

  it("waits for another connection without stopping this process", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    const session = newSession();
    const raw = new DatabaseSync(file);
    raw.exec("begin immediate");
    const writing = write(ledger, session);
    // With the event loop held up this would never come to its turn.
    setTimeout(() => raw.exec("commit"), 20);
    await writing;
    raw.close();
    assert.deepEqual(await ledger.findSession(session.id), session);
  });

  it("is ledger_unavailable when the disk is full, with nothing half done", async (t) => {
    const file = await newFile(t);
    const limited = ["-c", 'ulimit -f 2000; exec "$@"', "-", process.execPath];
    const { lines, code } = await run("sh", [...limited, writer, file, "W-1", "1000000"]);
    assert.deepEqual([lines.at(-1), code], ["ledger_unavailable", 0]);
    const ledger = await open(t, file);
    const written = lines.slice(0, -1);
    const events = await allEvents(ledger);
    assert.ok(written.length > 0);
    assert.deepEqual(
      events.map((event) => event.id),
      written,
    );
    const purchase = await ledger.readPurchase({ orderRef: "W-1" });
    assert.equal(purchase?.payments[0]?.askPlan.step, written.length);
  });

  it("is ledger_unavailable once it is closed", async (t) => {
    const ledger = await openSqliteLedger(await newFile(t));
    await ledger.close();
    await assert.rejects(ledger.ping(), hasCode("ledger_unavailable"));
  });
});

describe("several processes on one SQLite ledger", () => {
  it("make 2,000 decisions about one order without one getting lost", async (t) => {
    const file = await newFile(t);
    const runs = await Promise.all(
      [1, 2].map(() => run(process.execPath, [writer, file, "W-1", "1000"])),
    );
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0],
    );
    const ledger = await open(t, file);
    const purchase = await ledger.readPurchase({ orderRef: "W-1" });
    assert.equal(purchase?.payments[0]?.askPlan.step, 2_000);
    const events = await allEvents(ledger);
    assert.deepEqual(
      events.map((event) => event.sequence),
      countTo(2_000),
    );
    const acknowledged = runs.flatMap(({ lines }) => lines);
    assert.deepEqual(new Set(events.map((event) => event.id)), new Set(acknowledged));
  });

  it("open a new file at once", async (t) => {
    const file = await newFile(t);
    const runs = await Promise.all(
      [1, 2, 3].map((index) => run(process.execPath, [writer, file, `W-${index}`, "1"])),
    );
    assert.deepEqual(
      runs.map(({ code }) => code),
      [0, 0, 0],
    );
    assert.equal((await allEvents(await open(t, file))).length, 3);
  });

  it("lose nothing acknowledged when one is killed", async (t) => {
    const file = await newFile(t);
    const acknowledged: string[] = [];
    for (const linesBeforeDeath of [1, 40, 150]) {
      const child = spawn(process.execPath, [writer, file, "W-1", "1000000"], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let lines = 0;
      const output = createInterface({ input: child.stdout });
      output.on("line", (line) => {
        acknowledged.push(line);
        lines += 1;
        if (lines === linesBeforeDeath) child.kill("SIGKILL");
      });
      await Promise.all([once(output, "close"), once(child, "close")]);
    }
    const ledger = await open(t, file);
    const events = await allEvents(ledger);
    const kept = new Set(events.map((event) => event.id));
    assert.deepEqual(
      acknowledged.filter((id) => !kept.has(id)),
      [],
    );
    assert.deepEqual(
      events.map((event) => event.sequence),
      countTo(events.length),
    );
    const purchase = await ledger.readPurchase({ orderRef: "W-1" });
    assert.equal(purchase?.payments[0]?.askPlan.step, events.length);
  });
});

describe("a backup of a SQLite ledger", () => {
  it("is a whole ledger of its own, made while the other is in use", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    const session = newSession();
    const later = newSession();
    await write(ledger, session);
    const copy = `${file}.backup`;
    await Promise.all([ledger.backup(copy), write(ledger, later)]);
    assert.equal(await modeOf(copy), 0o600);
    const restored = await open(t, copy);
    assert.deepEqual(await restored.findSession(session.id), session);
    await restored.decide({ sessionId: session.id }, () => ({
      result: undefined,
      events: [newEvent(session)],
    }));
    assert.deepEqual(await ledger.eventsAfter(0, 10), []);
    assert.deepEqual(await ledger.findSession(later.id), later);
  });

  it("never overwrites a file", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    await assert.rejects(ledger.backup(file), hasCode("invalid_request"));
  });

  it("into a folder that is not there is ledger_unavailable", async (t) => {
    const file = await newFile(t);
    const ledger = await open(t, file);
    await assert.rejects(ledger.backup(join(file, "copy.db")), hasCode("ledger_unavailable"));
  });
});

/** Runs a process to its end and resolves to what it said. */
async function run(
  command: string,
  parameters: readonly string[],
): Promise<{ lines: string[]; code: unknown }> {
  const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on("line", (line) => lines.push(line));
  const [, [code]] = await Promise.all([once(output, "close"), once(child, "close")]);
  return { lines, code: code as unknown };
}
