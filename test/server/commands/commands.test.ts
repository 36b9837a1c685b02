import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { access, chmod } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  ottpayOf,
  ottuOf,
  writeAccounts,
  type WrittenAccounts,
} from "../../support/accounts-file.ts";
import { machineEnv } from "../../support/machine-env.ts";
import {
  anOrder,
  asShop,
  atGateway,
  listen,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

const main = fileURLToPath(new URL("../../../server/main.ts", import.meta.url));

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the proxy's own program with this proxy's environment. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...machineEnv, ...running.env, ...env },
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output, errors };
}

describe("otter-checkout-proxy link", () => {
  it("prints a pay link that works, and its QR code", async () => {
    const ended = await run(["link", "12.750", "KWD", "LINK-1"]);
    assert.equal(ended.code, 0, ended.errors);
    const url = /http:\S+\/pay\/cs_\S+/.exec(ended.output)?.[0] ?? "";
    assert.match(ended.output, /[█▀▄]/);
    assert.equal((await fetch(url)).status, 200);
  });

  it("says what is wrong with an amount", async () => {
    const ended = await run(["link", "12.7501", "KWD", "LINK-2"]);
    assert.equal(ended.code, 1);
    assert.match(ended.errors, /decimals/);
  });
});

describe("otter-checkout-proxy doctor", () => {
  it("finds nothing to fix when gateways, credentials, clock and ledger are right", async () => {
    const ended = await run(["doctor"]);
    assert.equal(ended.code, 0, ended.output);
    assert.match(ended.output, /^ok {3}ottpay: the credentials work$/m);
    assert.match(ended.output, /^ok {3}ottu: the credentials work$/m);
    assert.match(ended.output, /^ok {3}DATABASE_URL/m);
  });

  it("names what to fix: wrong credentials, a public address without TRUST_PROXY", async () => {
    const ended = await run(["doctor"], {
      OTTU_API_KEY: "not-the-key",
      PUBLIC_URL: "https://pay.shop.example",
    });
    assert.equal(ended.code, 1);
    assert.match(ended.output, /^FIX {2}ottu: .*unauthorized/m);
    assert.match(ended.output, /^FIX {2}TRUST_PROXY/m);
    assert.ok(!ended.output.includes("not-the-key"));
  });
});

describe("otter-checkout-proxy doctor, of the time", () => {
  it("names the gateway whose clock is far from ours", async (t) => {
    const gateway = createServer((_request, response) => {
      response.sendDate = false;
      response.setHeader("Date", new Date(Date.now() - 600_000).toUTCString());
      response.writeHead(404).end();
    });
    const url = await listen(gateway);
    t.after(() => gateway.close());
    const ended = await run(["doctor"], { OTTU_URL: url });
    assert.equal(ended.code, 1);
    const [line = ""] = /^FIX .*clock.*$/m.exec(ended.output) ?? [];
    assert.ok(line.includes(new URL(url).host), ended.output);
  });
});

describe("otter-checkout-proxy doctor, of what was chosen on purpose", () => {
  it("reminds of it and finds nothing to fix", async () => {
    const ended = await run(["doctor"], { OTTPAY_CARD: "purchase", OTTU_FLOW: "pos" });
    assert.equal(ended.code, 0, ended.output);
    assert.match(ended.output, /^note OTTPAY_CARD=purchase: .*PCI SAQ D/m);
    assert.match(ended.output, /^note OTTU_FLOW=pos /m);
  });
});

describe("otter-checkout-proxy doctor, of several accounts", () => {
  let abroad: Sandbox;
  let file: WrittenAccounts;
  before(async () => {
    abroad = await startSandbox();
    file = await writeAccounts({ abroad: { ...ottpayOf(abroad), ...ottuOf(abroad) } });
  });
  after(() => Promise.all([abroad.close(), file.remove()]));

  it("tries each account's credentials and names whose are wrong", async () => {
    const right = await run(["doctor"], { ACCOUNTS_FILE: file.path });
    assert.equal(right.code, 0, right.output);
    assert.match(right.output, /^ok {3}ottu: the credentials work$/m);
    assert.match(right.output, /^ok {3}ottpay \(account abroad\): the credentials work$/m);
    assert.match(right.output, /^ok {3}ottu \(account abroad\): the credentials work$/m);
    const wrong = await writeAccounts({ abroad: { ...ottuOf(abroad), OTTU_API_KEY: "not-it" } });
    const ended = await run(["doctor"], { ACCOUNTS_FILE: wrong.path });
    await wrong.remove();
    assert.equal(ended.code, 1);
    assert.match(ended.output, /^FIX {2}ottu \(account abroad\): .*unauthorized/m);
    assert.match(ended.output, /^ok {3}ottu: the credentials work$/m);
    assert.ok(!ended.output.includes("not-it"));
  });

  it("names an account that is gone and how many of its payments are open", async () => {
    const other = await runProxy({
      sandbox: running.sandbox,
      env: { ACCOUNTS_FILE: file.path },
    });
    const database = { DATABASE_URL: other.env["DATABASE_URL"] ?? "" };
    try {
      for (let count = 0; count < 2; count += 1) {
        const session = await other.client.createSession(anOrder({ account: "abroad" }));
        assert.equal((await start(other, session, "ottu:knet-main")).status, 201);
      }
      const ended = await run(["doctor"], database);
      assert.equal(ended.code, 1);
      assert.match(ended.output, /^FIX {2}2 open payments of ottu \(account abroad\) cannot be/m);
      const back = await run(["doctor"], { ...database, ACCOUNTS_FILE: file.path });
      assert.equal(back.code, 0, back.output);
    } finally {
      await other.stop();
    }
  });

  it("says that others can read the keys of the file", async () => {
    const open = await writeAccounts({ abroad: ottuOf(abroad) });
    await chmod(open.path, 0o644);
    const ended = await run(["doctor"], { ACCOUNTS_FILE: open.path });
    await open.remove();
    assert.equal(ended.code, 1);
    assert.match(ended.output, /^FIX {2}ACCOUNTS_FILE /m);
  });
});

describe("otter-checkout-proxy purge", () => {
  it("reaches a running proxy, which then asks again", async () => {
    await running.get("/v1/methods?currency=SAR");
    const before = running.sandbox.ottu.calls("payment-methods");
    assert.equal((await run(["purge", "currency=SAR"])).code, 0);
    let asked = before;
    while (asked === before) {
      await running.get("/v1/methods?currency=SAR");
      asked = running.sandbox.ottu.calls("payment-methods");
    }
    assert.equal(asked, before + 1);
  });
});

describe("otter-checkout-proxy backup, erase and events", () => {
  it("copies a ledger in use to a file that opens", async () => {
    const file = join(dirname(running.env["DATABASE_URL"]?.slice("file:".length) ?? ""), "copy.db");
    assert.equal((await run(["backup", file])).code, 0);
    await access(file);
    const listed = await run(["events", "--failed"], { DATABASE_URL: `file:${file}` });
    assert.deepEqual([listed.code, listed.output], [0, "no event failed\n"]);
  });

  it("erases one customer's personal data and keeps the money facts", async () => {
    const session = await running.client.createSession(
      anOrder({ customer: { id: "customer-9", email: "noor@shop.test" } }),
    );
    await start(running, session, "ottu:knet-main");
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.data.session.id === session.id);
    const ended = await run(["erase", "--customer", "customer-9"]);
    assert.equal(ended.output, "personal data of 1 session is erased\n");
    const after = await running.client.getSession(session.id);
    assert.equal(after.customer, null);
    assert.deepEqual([after.status, after.amount], ["paid", "12.750"]);
    assert.ok(!(await running.get("/v1/events?after=0", asShop)).text.includes("noor@shop.test"));
  });

  it("lists an event that the shop never took, with why, until it is replayed", async (t) => {
    const refusing = await runProxy({
      env: { MERCHANT_WEBHOOK_URL: `${running.url}/no-such-page` },
    });
    t.after(() => refusing.stop());
    const session = await refusing.client.createSession(anOrder({ orderRef: "NEVER-TOLD" }));
    await start(refusing, session, "ottu:knet-main");
    await refusing.sandbox.ottu.pay((await atGateway(refusing, session.id)).ref);
    const { DATABASE_URL = "", MERCHANT_WEBHOOK_URL = "" } = refusing.env;
    const failed = () => run(["events", "--failed"], { DATABASE_URL, MERCHANT_WEBHOOK_URL });
    let listed = await failed();
    while (listed.output.startsWith("no event")) listed = await failed();
    assert.match(listed.output, /^1\tcheckout\.paid\tNEVER-TOLD\t[1-9]\d* attempts\t.*404/);
    // Else its next try might come first.
    await refusing.proxy.stop();
    const replayed = await run(["events", "--replay"], { DATABASE_URL });
    assert.equal(replayed.output, "1 event is due again\n");
    await refusing.restart({ MERCHANT_WEBHOOK_URL: running.env["MERCHANT_WEBHOOK_URL"] ?? "" });
    await running.event(({ data }) => data.session.id === session.id);
    assert.equal((await failed()).output, "no event failed\n");
  });

  it("makes a delivered event due again by its sequence", async () => {
    const [first] = running.events;
    assert.ok(first !== undefined);
    const times = () => running.events.filter((event) => event.id === first.id).length;
    assert.equal(times(), 1);
    assert.equal(
      (await run(["events", "--replay", String(first.sequence)])).output,
      "1 event is due again\n",
    );
    await running.event(() => times() === 2);
  });
});

describe("otter-checkout-proxy", () => {
  for (const args of [
    ["dance"],
    ["backup"],
    ["erase", "--everybody"],
    ["events"],
    ["serve", "more"],
  ]) {
    it(`explains itself when called as ${args.join(" ")}`, async () => {
      const ended = await run(args);
      assert.equal(ended.code, 2);
      assert.match(ended.errors, /^usage: otter-checkout-proxy (?!otter)/);
    });
  }
});
