/**
 * Generated requests to a proxy in a process of its own, as an operator runs it, with cards and both
 * of Ottu's APIs: none may be answered 5xx, leak what is inside, or end the process. The same seed
 * makes the same requests.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { startSandbox, type Sandbox } from "../../demo/sandbox/index.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { ProxyProcess } from "../../scripts/proxy-process.ts";
import { createCheckoutClient } from "../../server/client/index.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import { answerWrongs } from "./answer-laws.ts";
import { malformedTo } from "./malformed.ts";
import { exchange, firstAnswer, RawConnection } from "./raw-connection.ts";
import { requestsTo } from "./requests.ts";
import { findTargets, type Aimed } from "./targets.ts";

export interface FuzzOptions {
  /** Requests that are HTTP, whatever they say. */
  readonly wellFramed: number;
  /** Those that are hardly HTTP, or whose framing lies. */
  readonly malformed: number;
  readonly seed: number;
}

const apiKey = "fuzz-api-key-0123456789abcdef";
const connections = 12;
const shop = "https://shop.example";
/** What only ever met the parsers would have tried nothing. */
const usual = [200, 201, 303, 400, 401, 404, 405, 409, 415];

export async function runFuzz(options: FuzzOptions): Promise<Outcome> {
  const findings = new Findings("fuzz");
  const sandbox = await startSandbox({ ottuType: "production" });
  const folder = await mkdtemp(join(tmpdir(), "otter-fuzz-"));
  const env = { ...sandbox.env, ...(await settings(sandbox, folder)) };
  const proxy = new ProxyProcess(await findFreePort(), env);
  try {
    if (!(await proxy.start())) throw new Error(proxy.defects.join(" · "));
    await new Fuzz(proxy, { sandbox, proxyUrl: proxy.url, apiKey, env }, findings).run(options);
    return findings.outcome();
  } finally {
    await proxy.kill();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function settings(sandbox: Sandbox, folder: string): Promise<Record<string, string>> {
  const ottu = Object.entries(sandbox.env).filter(([name]) => name.startsWith("OTTU_"));
  const accounts = { older: { ...Object.fromEntries(ottu), OTTU_FLOW: "pos" } };
  const file = join(folder, "accounts.json");
  await writeFile(file, JSON.stringify(accounts), { mode: 0o600 });
  return {
    ACCOUNTS_FILE: file,
    OTTPAY_CARD: "purchase",
    MERCHANT_API_KEYS: apiKey,
    MERCHANT_ORIGINS: shop,
    DATABASE_URL: `file:${join(folder, "ledger.db")}`,
    RATE_LIMIT_PER_MINUTE: "1000000",
    METHODS_MISSES_PER_MINUTE: "500",
  };
}

class Fuzz {
  readonly #proxy: ProxyProcess;
  readonly #aimed: Aimed;
  readonly #findings: Findings;
  readonly #secrets: readonly string[];

  constructor(proxy: ProxyProcess, aimed: Aimed, findings: Findings) {
    this.#proxy = proxy;
    this.#aimed = aimed;
    this.#findings = findings;
    const { OTTPAY_SIGN_KEY, OTTU_WEBHOOK_KEY, OTTU_API_KEY, ACCOUNTS_FILE } = aimed.env;
    const folder = dirname(ACCOUNTS_FILE ?? "");
    this.#secrets = [apiKey, OTTPAY_SIGN_KEY, OTTU_WEBHOOK_KEY, OTTU_API_KEY, folder].flatMap(
      (secret) => (secret === undefined ? [] : [secret]),
    );
  }

  async run({ wellFramed, malformed, seed }: FuzzOptions): Promise<void> {
    this.#findings.set("seed", seed);
    const targets = await findTargets(this.#aimed, seed);
    const requests = requestsTo(targets);
    const statuses = await this.#ask(fc.sample(requests, { numRuns: wellFramed, seed }));
    await this.#checkUp();
    this.#findings.set("requests", wellFramed);
    for (const [status, count] of [...statuses].sort()) {
      this.#findings.set(`answered ${status}`, count);
    }
    for (const status of usual) {
      const count = statuses.get(status) ?? 0;
      this.#findings.check(count > wellFramed / 1_000, `hardly any ${status}`);
    }
    await this.#shout(fc.sample(malformedTo(targets, requests), { numRuns: malformed, seed }));
    await this.#checkUp();
    this.#findings.set("hardly HTTP", malformed);
    const client = createCheckoutClient({ proxyUrl: this.#proxy.url, apiKey });
    for (const id of targets.sessionIds) {
      const { status } = await client.getSession(id);
      this.#findings.check(status !== "paid", "a session was paid by nonsense");
    }
  }

  async #ask(
    requests: readonly { readonly bytes: Buffer; readonly method: string }[],
  ): Promise<ReadonlyMap<number, number>> {
    const statuses = new Map<number, number>();
    await this.#sideBySide(requests, async ({ bytes, method }, connection) => {
      // A kept connection may be closed just as it is used: then once more on a new one.
      const answer =
        (await connection.send(bytes, method)) ?? (await connection.send(bytes, method));
      this.#findings.check(answer !== undefined, `no answer to ${show(bytes)}`);
      if (answer === undefined) return;
      const wrong = answerWrongs(answer, this.#secrets);
      this.#findings.check(
        wrong.length === 0,
        `${wrong.join(", ")}: ${show(bytes)} answered ${show(answer.body)}`,
      );
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    });
    return statuses;
  }

  async #shout(inputs: readonly Buffer[]): Promise<void> {
    await this.#sideBySide(inputs, async (bytes) => {
      const method = /^\s*HEAD /.test(bytes.toString("latin1")) ? "HEAD" : "GET";
      const answer = firstAnswer(await exchange(this.#port, bytes), method);
      const wrong = answer === undefined ? [] : answerWrongs(answer, this.#secrets);
      this.#findings.check(wrong.length === 0, `${wrong.join(", ")}: ${show(bytes)}`);
    });
  }

  async #sideBySide<Input>(
    inputs: readonly Input[],
    act: (input: Input, connection: RawConnection) => Promise<void>,
  ): Promise<void> {
    const left = inputs.values();
    await Promise.all(
      Array.from({ length: connections }, async () => {
        const connection = new RawConnection(this.#port);
        for (const input of left) await act(input, connection);
        connection.close();
      }),
    );
  }

  get #port(): number {
    return Number(new URL(this.#proxy.url).port);
  }

  async #checkUp(): Promise<void> {
    for (const defect of this.#proxy.defects) this.#findings.check(false, `defect: ${defect}`);
    const { status } = await fetch(`${this.#proxy.url}/readyz`);
    this.#findings.check(status === 200, `it answers ${status} to /readyz afterwards`);
  }
}

function show(bytes: Buffer): string {
  return JSON.stringify(bytes.subarray(0, 1_500).toString("latin1"));
}
