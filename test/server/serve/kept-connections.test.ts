/**
 * Connections between two requests. A load balancer sends its next request down a connection that it
 * believes to be there: where the proxy is the first to close one, its clients now and then read 502.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { startProxy } from "../../../server/index.ts";
import { createFolder } from "../../support/folder.ts";
import { apiKey } from "../../support/running-proxy.ts";

let sandbox: Sandbox;
before(async () => (sandbox = await startSandbox()));
after(() => sandbox.close());

/** A connection to a proxy of its own. */
async function connectTo(t: TestContext, env: Record<string, string>): Promise<Socket> {
  const running = await startProxy({
    ...sandbox.env,
    ...{ PORT: "0", PUBLIC_URL: "http://127.0.0.1:8080", MERCHANT_API_KEYS: apiKey },
    ...{ DATABASE_URL: `file:${join(await createFolder(t), "ledger.db")}`, LOG_LEVEL: "silent" },
    ...env,
  });
  t.after(() => running.stop());
  const socket = connect(running.port, "127.0.0.1").setEncoding("utf8");
  t.after(() => socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Asks, and resolves to the head of the answer, in small letters. */
async function ask(socket: Socket): Promise<string> {
  socket.write("GET /healthz HTTP/1.1\r\nHost: proxy.example\r\n\r\n");
  let told = "";
  while (!told.endsWith("}")) told += String((await once(socket, "data"))[0]);
  return told.slice(0, told.indexOf("\r\n\r\n")).toLowerCase();
}

describe("a connection that rests between two requests", () => {
  for (const [env, seconds] of [
    [{}, 65],
    [{ KEEP_ALIVE_SECONDS: "" }, 65],
    [{ KEEP_ALIVE_SECONDS: "350" }, 350],
  ] as const) {
    it(`is kept for ${seconds} s with ${JSON.stringify(env)}, which its owner is told, and used again`, async (t) => {
      const socket = await connectTo(t, env);
      for (const count of [1, 2]) {
        const head = await ask(socket);
        assert.match(head, /^http\/1\.1 200 /, `request ${count}`);
        assert.match(
          head,
          new RegExp(`\r\nconnection: keep-alive\r\nkeep-alive: timeout=${seconds}$`),
        );
      }
    });
  }

  it("is closed when that time is over", async (t) => {
    const socket = await connectTo(t, { KEEP_ALIVE_SECONDS: "1" });
    await ask(socket);
    await once(socket, "close");
  });
});
