import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  asShop,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";
import { runProgram } from "../../support/run-program.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runProgram(args, { ...running.env, ...env });

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
    const copied = await run(["backup", file]);
    assert.equal(copied.code, 0);
    assert.match(copied.errors, /^copying \d+ MB to \/.*\/copy\.db …\n$/);
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

describe("a test of the way to the shop", () => {
  it("arrives signed, of type test.ping, and tells of no order", async () => {
    const before = running.events.length;
    const [sent, looked] = [await run(["events", "--test"]), await run(["doctor", "--webhook"])];
    assert.deepEqual([sent.code, looked.code], [0, 0], looked.output);
    assert.match(sent.output, /took a test\.ping/);
    assert.match(looked.output, /^ok {3}MERCHANT_WEBHOOK_URL: http/m);
    assert.equal(running.pings.length, 2);
    const [ping] = running.pings;
    assert.deepEqual([ping?.type, ping?.data], ["test.ping", {}]);
    assert.equal(running.events.length, before);
    assert.ok(!(await running.get("/v1/events?after=0", asShop)).text.includes("test.ping"));
  });

  it("says why the shop did not take it", async () => {
    const wrong = { MERCHANT_WEBHOOK_SECRET: "another-secret-of-another-shop" };
    const sent = await run(["events", "--test"], wrong);
    assert.equal(sent.code, 1);
    assert.match(sent.output, /did not take a test\.ping: the shop answered 400/);
    assert.match(
      (await run(["doctor", "--webhook"], wrong)).output,
      /^FIX {2}MERCHANT_WEBHOOK_URL/m,
    );
    const none = { MERCHANT_WEBHOOK_SECRET: "", MERCHANT_WEBHOOK_URL: "" };
    assert.match((await run(["events", "--test"], none)).output, /MERCHANT_WEBHOOK_URL is not set/);
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
