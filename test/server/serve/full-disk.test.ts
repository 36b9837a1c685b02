/**
 * A ledger whose disk has no room left, as the operator of the process sees it. No file of the
 * process may grow beyond a limit, which the system refuses as it refuses what does not fit.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { SessionRecord } from "../../../contract/contract.ts";
import { startSandbox } from "../../../demo/sandbox/index.ts";
import { findFreePort } from "../../../scripts/free-port.ts";
import { createFolder } from "../../support/folder.ts";
import { machineEnv } from "../../support/machine-env.ts";
import { anOrder, apiKey, asShop, inCanada, shopOrigin } from "../../support/running-proxy.ts";

const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));

/** Starts a process whose files may have so many blocks of 512 bytes, or any number. */
type Serve = (blocks: number | "unlimited") => Promise<() => Promise<unknown>>;

async function house(t: TestContext): Promise<{ url: string; serve: Serve; pay: Pay }> {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ ...machineEnv, ...sandbox.env, MERCHANT_API_KEYS: apiKey },
    ...{ PORT: String(port), PUBLIC_URL: url, MERCHANT_ORIGINS: shopOrigin },
    DATABASE_URL: `file:${join(await createFolder(t), "ledger.db")}`,
  };
  return {
    url,
    async serve(blocks) {
      const limited = ["-c", 'ulimit -f "$1"; shift; exec "$@"', "-", String(blocks)];
      const child = spawn("sh", [...limited, process.execPath, main], {
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      t.after(() => child.kill("SIGKILL"));
      // Several lines may come at once: none is awaited alone.
      await new Promise<void>((resolve) => {
        createInterface({ input: child.stdout }).on("line", (line) => {
          if (line.includes("serves")) resolve();
        });
      });
      return () => {
        const ended = once(child, "exit");
        child.kill("SIGTERM");
        return ended;
      };
    },
    pay: (ref) => sandbox.ottpay.notify(ref),
  };
}

type Pay = (ref: string) => Promise<number | null>;

interface Said {
  readonly status: number;
  readonly body: {
    readonly id?: string;
    readonly payments?: SessionRecord["payments"];
    readonly error?: { readonly code: string; readonly retryable: boolean };
  };
}

async function ask(url: string, body?: unknown): Promise<Said> {
  const response = await fetch(url, {
    headers: { ...asShop, "content-type": "application/json" },
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Said["body"] };
}

const isUnavailable = ({ status, body }: Said) =>
  status === 503 && body.error?.code === "ledger_unavailable" && body.error?.retryable === true;

describe("a proxy on a full disk", () => {
  it("is not ready, says so of all it would have to write, to gateways too, and is read from", async (t) => {
    const { url, serve, pay } = await house(t);
    const stop = await serve(2_000);
    assert.equal((await ask(`${url}/readyz`)).status, 200);
    const { body: session } = await ask(`${url}/v1/sessions`, anOrder(inCanada));
    const paying = `${url}/v1/checkout/${session.id}/payments`;
    assert.equal((await ask(paying, { method: "ottpay:WECHATPAY" })).status, 201);
    const { body: record } = await ask(`${url}/v1/sessions/${session.id}`);
    const made = [session.id];
    // What a refused write leaves, another may use: full is where nothing goes in any more, time after time.
    for (let refused = 0; refused < 10;) {
      const answer = await ask(`${url}/v1/sessions`, anOrder());
      refused = answer.status === 201 ? 0 : refused + 1;
      if (refused > 0) assert.ok(isUnavailable(answer), String(answer.status));
      else made.push(answer.body.id);
    }
    assert.ok(isUnavailable(await ask(`${url}/readyz`)));
    const ref = record.payments?.[0]?.providerRef ?? "";
    // One needs less room than a session: what still goes in is kept, and what does not is refused.
    let answered = await pay(ref);
    for (let time = 0; time < 20 && answered === 200; time += 1) answered = await pay(ref);
    assert.equal(answered, 503);
    for (const path of ["/healthz", `/v1/checkout/${session.id}`, "/v1/events"]) {
      assert.equal((await ask(url + path)).status, 200, path);
    }
    await stop();

    await serve("unlimited");
    assert.equal((await ask(`${url}/readyz`)).status, 200);
    for (const id of made) assert.equal((await ask(`${url}/v1/sessions/${id}`)).status, 200);
    assert.equal(await pay(ref), 200);
  });
});
