/**
 * Generated requests to a proxy in a process of its own, as an operator runs it, with cards and both
 * of Ottu's APIs: none may be answered 5xx, leak what is inside, or end the process. The same seed
 * makes the same requests.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { startSandbox, type Sandbox } from "../../demo/sandbox/index.ts";
import { createCheckoutClient } from "../../server/client/index.ts";
import { answerWrongs } from "../fuzz/answer-laws.ts";
import { malformedTo } from "../fuzz/malformed.ts";
import { exchange, firstAnswer, RawConnection } from "../fuzz/raw-connection.ts";
import { requestsTo, type Targets } from "../fuzz/requests.ts";
import { sealNearly } from "../fuzz/sealed.ts";
import { Findings, type Outcome } from "./findings.ts";
import { apiKey, ProxyCalls } from "./proxy-calls.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { ProxyProcess } from "../../scripts/proxy-process.ts";

export interface FuzzOptions {
  /** Requests that are HTTP, whatever they say. */
  readonly wellFramed: number;
  /** Those that are hardly HTTP, or whose framing lies. */
  readonly malformed: number;
  readonly seed: number;
}

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
    await new Fuzz(sandbox, proxy, env, folder, findings).run(options);
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
  readonly #sandbox: Sandbox;
  readonly #proxy: ProxyProcess;
  readonly #env: Readonly<Record<string, string>>;
  readonly #findings: Findings;
  readonly #secrets: readonly string[];

  constructor(
    sandbox: Sandbox,
    proxy: ProxyProcess,
    env: Readonly<Record<string, string>>,
    folder: string,
    findings: Findings,
  ) {
    this.#sandbox = sandbox;
    this.#proxy = proxy;
    this.#env = env;
    this.#findings = findings;
    const { OTTPAY_SIGN_KEY, OTTU_WEBHOOK_KEY, OTTU_API_KEY } = sandbox.env;
    this.#secrets = [apiKey, OTTPAY_SIGN_KEY, OTTU_WEBHOOK_KEY, OTTU_API_KEY, folder].flatMap(
      (secret) => (secret === undefined ? [] : [secret]),
    );
  }

  async run({ wellFramed, malformed, seed }: FuzzOptions): Promise<void> {
    this.#findings.set("seed", seed);
    const targets = await this.#findTargets(seed);
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

  /** A few sessions with orders at both gateways, and everything that leads to them. */
  async #findTargets(seed: number): Promise<Targets> {
    const client = createCheckoutClient({ proxyUrl: this.#proxy.url, apiKey });
    const calls = new ProxyCalls(this.#proxy.url);
    const customer = { email: "noor@shop.example" };
    const sessionIds: string[] = [];
    for (const [order, method] of [
      [{ amount: "12.750", currency: "KWD" }, "ottu:knet-main"],
      [{ amount: "19.99", currency: "CAD" }, "ottpay:WECHATPAY"],
      [{ amount: "9.500", currency: "KWD", account: "older", customer }, "ottu:knet-main"],
      [{ amount: "1.000", currency: "KWD" }, undefined],
      [{ amount: "2.000", currency: "KWD" }, undefined],
      [{ amount: "29.99", currency: "CAD" }, undefined],
    ] as const) {
      const { id } = await client.createSession({ ...order, orderRef: `T-${sessionIds.length}` });
      sessionIds.push(id);
      if (method === undefined) continue;
      const started = await calls.start(id, method);
      if (started.status !== 201) throw new Error(`no order could be made: ${started.code}`);
    }
    const records = await Promise.all(sessionIds.map((id) => client.getSession(id)));
    const [atOttu, atOttpay] = [this.#sandbox.ottu.orders(), this.#sandbox.ottpay.orders()];
    const notifications = [
      ...atOttu.map(({ webhookUrl }) => webhookUrl),
      ...atOttpay.map(({ callbackUrl }) => callbackUrl),
    ];
    const returns = [...atOttu, ...atOttpay].map(({ redirectUrl }) => redirectUrl);
    const { methods } = (await calls.get("/v1/methods?currency=KWD")).body as {
      methods: { icon: string | null }[];
    };
    const [cardId = "", cancelableId = ""] = [sessionIds.pop(), sessionIds.pop()];
    return {
      host: new URL(this.#proxy.url).host,
      apiKey,
      sessionIds,
      cancelableIds: [cancelableId],
      cardSessionIds: [cardId],
      sealedCards: await sealNearly(this.#env, cardId, seed),
      paymentIds: records.flatMap(({ payments }) => payments.map(({ id }) => id)),
      returnTokens: returns.flatMap((url) => lastSegment(url)),
      notifications: notifications.flatMap((url) => (url === null ? [] : [new URL(url).pathname])),
      icons: methods.flatMap(({ icon }) => lastSegment(icon)),
    };
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
    const { status } = await new ProxyCalls(this.#proxy.url).get("/readyz");
    this.#findings.check(status === 200, `it answers ${status} to /readyz afterwards`);
  }
}

function lastSegment(url: string | null): string[] {
  const segment = url === null ? undefined : new URL(url).pathname.split("/").at(-1);
  return segment === undefined ? [] : [segment];
}

function show(bytes: Buffer): string {
  return JSON.stringify(bytes.subarray(0, 1_500).toString("latin1"));
}
