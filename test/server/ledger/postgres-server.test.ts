/** What only a ledger in PostgreSQL has to prove: a server that others use too, and that can go. */
import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { after, before, describe, it, type TestContext } from "node:test";
import type pg from "pg";
import type { Ledger, Payment } from "../../../server/ledger/ledger.ts";
import { openPostgresLedger, type PostgresLedgerOptions } from "../../../server/ledger/postgres.ts";
import { withTimeLimit } from "../../../server/platform/time-limit.ts";
import { hasCode, write } from "../../support/ledger-contract/engine.ts";
import { newEvent, newPayment, newSession, ottu } from "../../support/ledger-rows.ts";
import { TestPostgres } from "../../support/postgres.ts";

/** One of whatever is due. */
const claim = { now: 1, leaseMs: 1, holdMs: 1, limit: 1 };
const unavailable = hasCode("ledger_unavailable");

describe("a PostgreSQL server", () => {
  let postgres: TestPostgres;
  let said = "";
  const log = new EventEmitter();
  before(async () => {
    postgres = await TestPostgres.start({
      settings: ["log_statement=all"],
      onLog: (text) => {
        said += text;
        log.emit("more");
      },
    });
  });
  after(() => postgres.stop());

  async function open(
    t: TestContext,
    url: string,
    options?: PostgresLedgerOptions,
  ): Promise<Ledger> {
    const ledger = await openPostgresLedger(url, options);
    t.after(() => ledger.close());
    return ledger;
  }

  async function connect(t: TestContext, url: string): Promise<pg.Client> {
    const client = await postgres.connect(url);
    t.after(() => client.end());
    return client;
  }

  /** Processes of the server that serve the ledger. */
  async function ledgerProcesses(client: pg.Client): Promise<number[]> {
    const { rows } = await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 'otter-checkout-proxy'" +
        " and datname = current_database()",
    );
    return rows.map((row) => row.pid);
  }

  it("is prepared once by three instances that start at once", async (t) => {
    const url = await postgres.createDatabase();
    const ledgers = await Promise.all([open(t, url), open(t, url), open(t, url)]);
    await Promise.all(ledgers.map((ledger) => write(ledger, newSession())));
    assert.equal((await ledgers[0].listSessions({ limit: 10 })).length, 3);
    const client = await connect(t, url);
    const { rows } = await client.query<{ name: string }>("select name from kysely_migration");
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
    assert.ok(rows.length > 0);
  });

  it("needs no right to make tables once they are made", async (t) => {
    const url = await postgres.createDatabase();
    await (await openPostgresLedger(url)).close();
    const client = await connect(t, url);
    await client.query("create role clerk login password 'clerk'");
    await client.query(
      "grant select, insert, update, delete on all tables in schema public to clerk",
    );
    const ledger = await open(t, url.replace("otter:otter", "clerk:clerk"));
    const session = newSession();
    await write(ledger, session);
    assert.deepEqual(await ledger.findSession(session.id), session);
  });

  it("that is not there is ledger_unavailable", async () => {
    const url = await postgres.createDatabase();
    for (const wrong of [
      url.replace(/:\d+\//, ":1/"),
      url.replace("otter:otter", "otter:wrong"),
      `${url}_none`,
      "postgres://%",
    ]) {
      await assert.rejects(openPostgresLedger(wrong), unavailable, wrong);
    }
  });

  it("may stop and come back: ledger_unavailable meanwhile, nothing half done", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url);
    const session = newSession();
    const payment = newPayment(session, { nextAskAt: 0 });
    await write(ledger, session, [payment]);
    const others = Array.from({ length: 30 }, () => newSession());
    const racing = Promise.allSettled(others.map((other) => write(ledger, other)));
    await postgres.pause();
    const outcomes = await racing;
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        assert.ok(unavailable(outcome.reason), String(outcome.reason));
    }
    for (const attempt of [
      () => ledger.ping(),
      () => ledger.readPurchase({ sessionId: session.id }),
      () => ledger.decide({ sessionId: session.id }, () => ({ result: 1 })),
      () => ledger.claimDuePayments(ottu, claim),
      () => ledger.claimDueEvents(claim),
      () => ledger.takeFromBudget({ name: "a", now: 1, windowMs: 1, limit: 1 }),
      () => ledger.writeList({ key: "", generation: 0, fetchedAt: 0, freshUntil: 0, body: "" }),
    ]) {
      await assert.rejects(attempt(), unavailable);
    }
    await postgres.resume();
    assert.deepEqual(await ledger.readPurchase({ sessionId: session.id }), {
      orderRef: session.orderRef,
      sessions: [session],
      payments: [payment],
      history: [],
    });
    for (const [index, outcome] of outcomes.entries()) {
      const kept = await ledger.findSession(others[index]?.id ?? "");
      if (outcome.status === "fulfilled") assert.deepEqual(kept, others[index]);
    }
    await write(ledger, newSession());
  });

  it("that takes no writing is found out by a ping, and read from all the same", async (t) => {
    const url = await postgres.createDatabase();
    const before = await open(t, url);
    const session = newSession();
    await write(before, session);
    const client = await connect(t, url);
    const name = new URL(url).pathname.slice(1);
    await client.query(`alter database ${name} set default_transaction_read_only = on`);
    const ledger = await open(t, url, { maxConnections: 1 });
    await assert.rejects(ledger.ping(), unavailable);
    await assert.rejects(write(ledger, newSession()), unavailable);
    assert.deepEqual(await ledger.findSession(session.id), session);
    await before.ping();
  });

  it("keeps who serves a request no longer than that may take, whatever else it lets wait", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url, { maxConnections: 1, timeoutMs: 60_000 });
    const session = newSession();
    await write(ledger, session);
    const client = await connect(t, url);
    await client.query("begin");
    await client.query("select * from orders where order_ref = $1 for update", [session.orderRef]);
    const decide = () =>
      ledger.decide({ orderRef: session.orderRef }, () => ({ result: "decided" }));
    // A row that is held, then the one connection that waits for it.
    await assert.rejects(
      withTimeLimit(10, () => decide()),
      unavailable,
    );
    let isWaiting = true;
    const waiting = decide().finally(() => (isWaiting = false));
    await turn();
    await assert.rejects(
      withTimeLimit(10, () => ledger.ping()),
      unavailable,
    );
    assert.ok(isWaiting);
    await client.query("rollback");
    assert.equal(await waiting, "decided");
    await ledger.ping();
  });

  it("may end a connection: the next one is used", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url, { maxConnections: 1 });
    const client = await connect(t, url);
    for (const pid of await ledgerProcesses(client)) {
      await client.query("select pg_terminate_backend($1, 5000)", [pid]);
    }
    await ledger.ping().catch((error: unknown) => assert.ok(unavailable(error)));
    await ledger.ping();
  });

  // A connection that ended while it was in hand, but between two statements, ended the process.
  it("may end connections at any moment: what is then not done was ledger_unavailable", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url);
    const client = await connect(t, url);
    const acknowledged: string[] = [];
    for (let round = 0; round < 40; round += 1) {
      const sessions = Array.from({ length: 5 }, () => newSession());
      const writing = sessions.map(async (session) => {
        for (let turns = 0; turns < round; turns += 1) await turn();
        await write(ledger, session);
        acknowledged.push(session.id);
      });
      const written = Promise.allSettled(writing);
      for (const pid of await ledgerProcesses(client)) {
        await client.query("select pg_terminate_backend($1)", [pid]);
      }
      for (const outcome of await written) {
        if (outcome.status === "rejected") assert.ok(unavailable(outcome.reason));
      }
    }
    // Each of the ten connections may have to be found dead once.
    for (let dead = 0; dead < 10; dead += 1) await ledger.ping().catch(() => undefined);
    const kept = await ledger.listSessions({ limit: 1_000 });
    const ids = new Set(kept.map((session) => session.id));
    assert.deepEqual(
      acknowledged.filter((id) => !ids.has(id)),
      [],
    );
  });

  it("may fall silent: ledger_unavailable, and the connection is given up", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url, { maxConnections: 1, timeoutMs: 1_000 });
    const client = await connect(t, url);
    const [pid = 0] = await ledgerProcesses(client);
    process.kill(pid, "SIGSTOP");
    try {
      await assert.rejects(write(ledger, newSession()), unavailable);
      await write(ledger, newSession());
      assert.equal((await ledger.listSessions({ limit: 10 })).length, 1);
    } finally {
      process.kill(pid, "SIGCONT");
    }
  });

  it("that makes an order wait too long is ledger_unavailable for that order alone", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url, { timeoutMs: 1_000 });
    const session = newSession();
    await write(ledger, session);
    const client = await connect(t, url);
    await client.query("begin");
    await client.query("select * from orders where order_ref = $1 for update", [session.orderRef]);
    const ask = () => ledger.decide({ sessionId: session.id }, () => ({ result: "asked" }));
    await assert.rejects(ask(), unavailable);
    await write(ledger, newSession());
    await client.query("rollback");
    assert.equal(await ask(), "asked");
  });

  it("that breaks a deadlock makes the decision be asked again", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url);
    const session = newSession();
    const payment = newPayment(session);
    await write(ledger, session, [payment]);
    const client = await connect(t, url);
    // The ledger is the one to find the deadlock, and so the one to be refused.
    await client.query("set deadlock_timeout = '1min'");
    await client.query("begin");
    await client.query("select * from payments where id = $1 for update", [payment.id]);
    let asked = 0;
    let release: Promise<unknown> = Promise.resolve();
    const result = await ledger.decide({ paymentId: payment.id }, () => {
      asked += 1;
      if (asked === 1) release = takeOrder(client, session.orderRef);
      return { result: asked, payments: [{ ...payment, status: "pending" }] };
    });
    await release;
    // More often when the ledger, asked again, is at the order before who waited for it.
    assert.ok(result !== undefined && result >= 2);
    assert.equal(
      (await ledger.readPurchase({ paymentId: payment.id }))?.payments[0]?.status,
      "pending",
    );
  });

  it("lets a claim and a decision change one payment without undoing each other", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url);
    const session = newSession();
    const payment = newPayment(session, { nextAskAt: 100 });
    await write(ledger, session, [payment]);
    // Another instance in the middle of its claim.
    const client = await connect(t, url);
    await client.query("begin");
    await client.query("update payments set ask_lease_until = 999 where id = $1", [payment.id]);
    let committing: Promise<unknown> = Promise.resolve();
    await ledger.decide({ paymentId: payment.id }, ({ payments: [row = payment] }) => {
      assert.equal(row.askLeaseUntil, null);
      committing = client.query("commit");
      return { result: undefined, payments: [{ ...row, status: "pending" }] };
    });
    await committing;
    const after = await ledger.readPurchase({ paymentId: payment.id });
    assert.deepEqual(after?.payments, [{ ...payment, status: "pending", askLeaseUntil: 999 }]);
  });

  it("passes over what another instance is claiming, without waiting for it", async (t) => {
    const url = await postgres.createDatabase();
    const ledger = await open(t, url, { timeoutMs: 1_000 });
    const session = newSession();
    const [claimed, free] = [100, 200].map((nextAskAt) => newPayment(session, { nextAskAt }));
    await write(ledger, session, [claimed, free] as Payment[]);
    const client = await connect(t, url);
    await client.query("begin");
    await client.query("update payments set ask_lease_until = 999 where id = $1", [claimed?.id]);
    const rows = await ledger.claimDuePayments(ottu, { now: 500, leaseMs: 500, limit: 10 });
    assert.deepEqual(rows, [{ ...free, askLeaseUntil: 1_000 }]);
    await client.query("rollback");
  });

  it("is not asked to make a backup", async (t) => {
    const ledger = await open(t, await postgres.createDatabase());
    await assert.rejects(
      ledger.backup("copy.sql"),
      (error: Error) => hasCode("invalid_request")(error) && /pg_dump/.test(error.message),
    );
  });

  it("hears nothing that PgBouncer could not pass on in transaction mode", async (t) => {
    said = "";
    const url = await postgres.createDatabase();
    const ledger = await open(t, url);
    const session = newSession();
    await ledger.decide({ orderRef: session.orderRef }, () => ({
      result: undefined,
      sessions: [session],
      payments: [newPayment(session, { nextAskAt: 0 })],
      events: [newEvent(session)],
    }));
    await ledger.claimDuePayments(ottu, claim);
    await ledger.claimDueEvents({ ...claim, now: session.createdAt });
    await ledger.purgeLists(() => true);
    await ledger.erasePersonal({ endedBefore: 0 }, 0);
    const client = await connect(t, url);
    await client.query("select 'that was all'");
    while (!said.includes("that was all")) await once(log, "more");
    assert.match(said, /execute <unnamed>: insert into "events"/);
    assert.match(said, /set local statement_timeout/);
    for (const forbidden of [
      /execute (?!<unnamed>)/,
      /advisory/,
      /\blisten\b/i,
      /\bprepare\b/i,
      /\bset (?!local)(session|statement|lock|idle|search_path|time zone)/i,
      /temp(orary)? table/i,
    ]) {
      assert.doesNotMatch(said, forbidden);
    }
  });
});

/** Waits for the order that the ledger holds while it holds the payment the ledger wants. */
async function takeOrder(client: pg.Client, orderRef: string): Promise<void> {
  await client.query("select * from orders where order_ref = $1 for update", [orderRef]);
  await client.query("commit");
}
