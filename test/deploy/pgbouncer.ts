/** Debian's PgBouncer on loopback with the configuration of `deploy/`, in front of a test's PostgreSQL. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** Fewer than the instances have between them, so that none can be anybody's own. */
export const poolSize = 4;

export interface Pgbouncer {
  /** What `DATABASE_URL` is to be. */
  readonly url: string;
  /** A row for each pool, and one for each connection, as its console has them. */
  show(what: "pools" | "clients" | "servers"): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface PgbouncerOptions {
  /** For its files. */
  readonly folder: string;
  readonly port: number;
  /** Of an empty database. */
  readonly databaseUrl: string;
}

/** Resolves when it answers. */
export async function startPgbouncer(options: PgbouncerOptions): Promise<Pgbouncer> {
  const { folder, port, databaseUrl } = options;
  const { port: serverPort, pathname, username, password } = new URL(databaseUrl);
  const users = join(folder, "userlist.txt");
  const given = await readFile(new URL("../../deploy/pgbouncer.ini", import.meta.url), "utf8");
  const ini = given
    .replace("port=5432 dbname=otter", `port=${serverPort} dbname=${pathname.slice(1)}`)
    .replace("6432\n", `${port}\n`)
    .replace("/etc/pgbouncer/userlist.txt", users)
    .replace("default_pool_size = 10", `default_pool_size = ${poolSize}`);
  const file = join(folder, "pgbouncer.ini");
  await writeFile(file, `${ini}unix_socket_dir =\nadmin_users = ${username}\n`);
  await writeFile(users, `"${username}" "${password}"\n`);
  // It refuses to be root, and becomes nobody.
  await chmod(folder, 0o755);
  const asNobody = userInfo().uid === 0 ? ["-u", "nobody"] : [];
  const child = spawn("pgbouncer", ["-q", ...asNobody, file], {
    stdio: ["ignore", "ignore", "inherit"],
    // Debian's lies where only an administrator looks.
    env: { PATH: `${process.env["PATH"]}:/usr/sbin` },
  });
  const url = `postgres://${username}:${password}@127.0.0.1:${port}/otter`;
  await answers(child, url);
  return {
    url,
    async show(what) {
      const console = new pg.Client({ connectionString: url.replace(/otter$/, "pgbouncer") });
      await console.connect();
      try {
        return (await console.query<Record<string, unknown>>(`show ${what}`)).rows;
      } finally {
        await console.end();
      }
    },
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    const isConnected = await client.connect().then(
      () => true,
      () => false,
    );
    if (isConnected) return client.end();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("PgBouncer did not start");
}
