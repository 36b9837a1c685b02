/**
 * Ways in which a SQLite ledger can be read and not written, done to the real file: another process
 * that holds it, and a disk without room.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Where a ledger lies that can be made unwritable. */
export interface TroubledFile {
  readonly file: string;
  /** How it is done, for the table. */
  readonly how: string;
  /** @param pid of the process that writes to it */
  begin(pid: number): Promise<void>;
  end(): Promise<void>;
  remove(): Promise<void>;
}

/** Holds a transaction until its input ends. */
const holder = `
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(process.argv[1], { timeout: 5000 });
  database.exec("begin exclusive");
  console.log("held");
  process.stdin.resume().on("end", () => database.exec("rollback"));
`;

/** Another process begins a transaction, and does nothing more for as long as it is let. */
export async function heldFile(): Promise<TroubledFile> {
  const folder = await mkdtemp(join(tmpdir(), "otter-held-"));
  const file = join(folder, "ledger.db");
  let end = (): Promise<unknown> => Promise.resolve();
  return {
    file,
    how: "begin exclusive",
    async begin() {
      const child = spawn(process.execPath, ["-e", holder, file], {
        stdio: ["pipe", "pipe", "inherit"],
      });
      await once(createInterface({ input: child.stdout }), "line");
      end = () => {
        child.stdin.end();
        return once(child, "exit");
      };
    },
    async end() {
      await end();
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * A disk of its own that gets full. Mounting one needs a right that a build machine may not give:
 * there the process is told that no file of its may have one byte more, which fails alike.
 */
export async function fileOnFullDisk(): Promise<TroubledFile> {
  const folder = await mkdtemp(join(tmpdir(), "otter-disk-"));
  const isMounted = await run("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", folder]).then(
    () => true,
    () => false,
  );
  const filler = join(folder, "filler");
  let writer = 0;
  return {
    file: join(folder, "ledger.db"),
    how: isMounted ? "full tmpfs" : "file size limit (no right to mount)",
    async begin(pid) {
      writer = pid;
      if (isMounted) await fill(filler);
      else await run("prlimit", ["--pid", String(pid), "--fsize=1:unlimited"]);
    },
    async end() {
      if (isMounted) await rm(filler);
      else await run("prlimit", ["--pid", String(writer), "--fsize=unlimited:unlimited"]);
    },
    async remove() {
      if (isMounted) await run("umount", [folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** To the last byte. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, "w");
  try {
    for (let bytes = 1024 * 1024; bytes >= 1;) {
      const { bytesWritten } = await handle
        .write(Buffer.alloc(bytes))
        .catch(() => ({ bytesWritten: 0 }));
      if (bytesWritten < bytes) bytes = Math.floor(bytes / 2);
    }
  } finally {
    await handle.close();
  }
}
