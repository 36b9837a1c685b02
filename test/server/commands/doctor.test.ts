/** `otter-checkout-proxy doctor`: what it finds, and what it leaves unsaid. */
import assert from "node:assert/strict";
import { chmod } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  ottpayOf,
  ottuOf,
  writeAccounts,
  type WrittenAccounts,
} from "../../support/accounts-file.ts";
import { runProgram } from "../../support/run-program.ts";
import {
  anOrder,
  listen,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

/** With the environment of the running proxy, but for what is given. */
const runDoctor = (env: Record<string, string> = {}) =>
  runProgram(["doctor"], { ...running.env, ...env });

describe("otter-checkout-proxy doctor", () => {
  it("finds nothing to fix when gateways, credentials, clock and ledger are right", async () => {
    const ended = await runDoctor();
    assert.equal(ended.code, 0, ended.output);
    assert.match(ended.output, /^ok {3}ottpay: the credentials work$/m);
    assert.match(ended.output, /^ok {3}ottu: the credentials work$/m);
    assert.match(ended.output, /^ok {3}DATABASE_URL/m);
  });

  it("counts what each gateway offers", async () => {
    const { output } = await runDoctor();
    assert.match(output, /^ok {3}ottpay: offers 5 methods$/m);
    const count = running.sandbox.ottu.methods().length;
    assert.match(output, new RegExp(`^ok   ottu: offers ${count} methods$`, "m"));
  });

  it("names plugin, type and permission where Ottu offers nothing, in any currency", async (t) => {
    const { ottu } = running.sandbox;
    const methods = ottu.methods();
    t.after(() => ottu.setMethods(methods));
    ottu.setMethods(methods.filter(({ accepted_currencies: [first] }) => first === "BHD"));
    assert.equal((await runDoctor()).code, 0);
    for (const [flow, plugin] of [
      ["checkout", "e_commerce"],
      ["pos-d", "payment_request"],
    ]) {
      ottu.setMethods([]);
      const { code, output } = await runDoctor({
        OTTU_FLOW: flow ?? "",
        OTTU_INITIATOR: flow === "pos-d" ? "7" : "",
      });
      assert.equal(code, 1);
      const [line = ""] = /^FIX {2}ottu: offers no method.*$/m.exec(output) ?? [];
      for (const part of [`plugin ${plugin}`, "type sandbox", '"Can use <pg_code>"']) {
        assert.ok(line.includes(part), output);
      }
      assert.match(output, /^ok {3}ottu: the credentials work$/m);
    }
  });

  it("says nothing of methods where an installation wants a currency named", async () => {
    const { sandbox } = running;
    const body = { currencies: ["This field is required."] };
    sandbox.behave("ottu", "payment-methods", { do: "status", status: 400, body }, 1);
    const { code, output } = await runDoctor();
    assert.equal(code, 0, output);
    assert.ok(!output.includes("ottu: offers"));
  });

  it("names what to fix: wrong credentials, a public address without TRUST_PROXY", async () => {
    const ended = await runDoctor({
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
    const ended = await runDoctor({ OTTU_URL: url });
    assert.equal(ended.code, 1);
    const [line = ""] = /^FIX .*clock.*$/m.exec(ended.output) ?? [];
    assert.ok(line.includes(new URL(url).host), ended.output);
  });
});

describe("otter-checkout-proxy doctor, of what was chosen on purpose", () => {
  it("reminds of it and finds nothing to fix", async () => {
    const ended = await runDoctor({ OTTPAY_CARD: "purchase", OTTU_FLOW: "pos" });
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
    const right = await runDoctor({ ACCOUNTS_FILE: file.path });
    assert.equal(right.code, 0, right.output);
    assert.match(right.output, /^ok {3}ottu: the credentials work$/m);
    assert.match(right.output, /^ok {3}ottpay \(account abroad\): the credentials work$/m);
    assert.match(right.output, /^ok {3}ottu \(account abroad\): the credentials work$/m);
    const wrong = await writeAccounts({ abroad: { ...ottuOf(abroad), OTTU_API_KEY: "not-it" } });
    const ended = await runDoctor({ ACCOUNTS_FILE: wrong.path });
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
      const ended = await runDoctor(database);
      assert.equal(ended.code, 1);
      assert.match(ended.output, /^FIX {2}2 open payments of ottu \(account abroad\) cannot be/m);
      const back = await runDoctor({ ...database, ACCOUNTS_FILE: file.path });
      assert.equal(back.code, 0, back.output);
    } finally {
      await other.stop();
    }
  });

  it("says that others can read the keys of the file", async () => {
    const open = await writeAccounts({ abroad: ottuOf(abroad) });
    await chmod(open.path, 0o644);
    const ended = await runDoctor({ ACCOUNTS_FILE: open.path });
    await open.remove();
    assert.equal(ended.code, 1);
    assert.match(ended.output, /^FIX {2}ACCOUNTS_FILE /m);
  });
});
