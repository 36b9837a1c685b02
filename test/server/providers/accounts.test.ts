/** Which account a session or a list is for, and that each account's list, type and logos are its own. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import type { CheckoutView, MethodList, SessionRecord } from "../../../contract/contract.ts";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import {
  ottpayOf,
  ottuOf,
  writeAccounts,
  type WrittenAccounts,
} from "../../support/accounts-file.ts";
import {
  anOrder,
  asShop,
  inCanada,
  runProxy,
  type RunningProxy,
} from "../../support/running-proxy.ts";

/** The environment's account: OTT Pay in CAD, and Ottu. */
let home: Sandbox;
/** Of the file: OTT Pay in USD, and an Ottu installation that is live. */
let abroad: Sandbox;
let file: WrittenAccounts;
let running: RunningProxy;
before(async () => {
  [home, abroad] = await Promise.all([startSandbox(), startSandbox({ ottuType: "production" })]);
  file = await writeAccounts({
    "usd-shop": { ...ottpayOf(abroad), CURRENCIES: "USD", OTTPAY_CURRENCIES: "USD,CAD" },
    limited: { ...ottuOf(home), OTTU_API_KEY: home.ottu.limitedKey },
    saudi: { ...ottuOf(abroad), CURRENCIES: "SAR", OTTU_LABELS: { mada: "mada (riyadh)" } },
  });
  running = await runProxy({
    sandbox: home,
    env: { ACCOUNTS_FILE: file.path, METHODS_MISSES_PER_MINUTE: "1000" },
  });
});
beforeEach(async () => {
  home.reset();
  abroad.reset();
  await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
});
after(async () => {
  await running.stop();
  await Promise.all([home.close(), abroad.close(), file.remove()]);
});

async function create(change: Parameters<typeof anOrder>[0]) {
  const answer = await running.post("/v1/sessions", anOrder(change), asShop);
  return { status: answer.status, session: answer.json as SessionRecord, error: answer.json.error };
}

async function list(query: string): Promise<MethodList> {
  const answer = await running.get(`/v1/methods?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json as MethodList;
}

describe("POST /v1/sessions › account", () => {
  for (const [currency, account, why] of [
    ["KWD", "default", "no account names it, and the default takes it"],
    ["CAD", "default", "another account takes it too, and does not name it"],
    ["USD", "usd-shop", "that account names it, though the default takes it too"],
    ["SAR", "saudi", "that account names it"],
  ] as const) {
    it(`is ${account} for ${currency}: ${why}`, async () => {
      const { session } = await create({ amount: "20.00", currency });
      assert.equal(session.account, account);
    });
  }

  it("is the one that is asked for, whatever others name the currency", async () => {
    const asked = { amount: "20.00", currency: "SAR", account: "default" };
    assert.equal((await create(asked)).session.account, "default");
    assert.equal((await create({ account: "saudi" })).session.account, "saudi");
  });

  it("is refused when there is none of that name", async () => {
    const { status, error } = await create({ account: "nowhere" });
    assert.deepEqual([status, error.code, error.field], [400, "invalid_request", "account"]);
  });

  it("is refused when it does not take the currency, though another would", async () => {
    const { status, error } = await create({ account: "usd-shop" });
    assert.deepEqual([status, error.code, error.field], [400, "currency_unsupported", "currency"]);
    assert.match(error.message, /usd-shop/);
  });

  it("makes another session of the same order when it is another one", async () => {
    const order = anOrder();
    const ask = async (account: string) =>
      (await running.post("/v1/sessions", { ...order, account }, asShop)).json as SessionRecord;
    const [one, other, again] = [await ask("default"), await ask("saudi"), await ask("saudi")];
    assert.notEqual(one.id, other.id);
    assert.equal(again.id, other.id);
    assert.equal((await running.client.getSession(one.id)).status, "canceled");
  });
});

describe("method lists of several accounts", () => {
  it("come from the account of the currency, and ask no other", async () => {
    const { methods } = await list("currency=SAR");
    const mada = methods.find(({ id }) => id === "ottu:mada");
    assert.deepEqual([mada?.label, mada?.test], ["mada (riyadh)", false]);
    assert.ok(methods.every(({ provider }) => provider === "ottu"));
    assert.equal(home.journal.entries().length, 0);
    const usd = await list("currency=USD");
    assert.ok(usd.methods.length > 0 && usd.methods.every(({ provider }) => provider === "ottpay"));
    assert.equal(home.journal.entries().length, 0);
  });

  it("are kept apart: two accounts never share one of the same filter", async () => {
    abroad.ottu.setMethods(abroad.ottu.methods("KWD").slice(0, 1));
    const [atHome, there] = [await create({}), await create({ account: "saudi" })];
    const idsOf = async ({ session }: { session: SessionRecord }) => {
      const view = (await running.get(`/v1/checkout/${session.id}`)).json as CheckoutView;
      return view.methods.map(({ id }) => id);
    };
    const few = await idsOf(there);
    assert.equal(few.length, 1);
    assert.ok((await idsOf(atHome)).length > 1);
    assert.deepEqual(await idsOf(there), few);
    assert.deepEqual(
      [home.ottu.calls("payment-methods"), abroad.ottu.calls("payment-methods")],
      [1, 1],
    );
  });

  it("are kept apart at one installation too: another's key does not open what it may not read", async () => {
    const [own, other] = [await create({}), await create({ account: "limited" })];
    const viewOf = async ({ session }: { session: SessionRecord }) =>
      (await running.get(`/v1/checkout/${session.id}`)).json as CheckoutView;
    assert.ok((await viewOf(own)).methods.length > 0);
    const view = await viewOf(other);
    assert.deepEqual([view.methods, view.partial], [[], true]);
  });

  it("are of the one type of their account, and refuse the other", async () => {
    for (const [query, status] of [
      ["currency=SAR&type=production", 200],
      ["currency=SAR&type=sandbox", 400],
      ["currency=KWD&type=sandbox", 200],
      ["currency=KWD&type=production", 400],
    ] as const) {
      const answer = await running.get(`/v1/methods?${query}`);
      assert.equal(answer.status, status, query);
      if (status === 400) assert.equal(answer.json.error.code, "type_not_allowed");
    }
    await list("currency=SAR");
    assert.equal(abroad.ottu.calls("payment-methods"), 1, "its own type goes without saying");
    const refused = await create({ account: "saudi", filter: { type: "sandbox" } });
    assert.deepEqual([refused.status, refused.error.code], [400, "type_not_allowed"]);
    const taken = await create({ account: "saudi", filter: { type: "production" } });
    assert.equal(taken.status, 201);
  });

  it("show the logos of each installation, through the proxy", async () => {
    for (const currency of ["KWD", "SAR"]) {
      const { methods } = await list(`currency=${currency}`);
      const icon = methods.find(({ icon }) => icon !== null)?.icon ?? "";
      const path = icon.slice(running.url.length);
      assert.equal((await running.get(path)).status, 200, `${currency}: ${icon}`);
    }
  });

  it("are all dropped by one purge", async () => {
    await list("currency=KWD");
    await list("currency=SAR");
    await fetch(`${running.url}/v1/methods`, { method: "DELETE", headers: asShop });
    await list("currency=KWD");
    await list("currency=SAR");
    assert.deepEqual(
      [home.ottu.calls("payment-methods"), abroad.ottu.calls("payment-methods")],
      [2, 2],
    );
  });
});

describe("a proxy whose environment configures no gateway", () => {
  it("serves the file's accounts, the first that takes the currency", async () => {
    const none = Object.fromEntries(Object.keys(home.env).map((name) => [name, ""]));
    const alone = await writeAccounts({
      canada: { ...ottpayOf(home), OTTPAY_CURRENCIES: "CAD" },
      gulf: ottuOf(home),
    });
    const bare = await runProxy({ sandbox: home, env: { ...none, ACCOUNTS_FILE: alone.path } });
    try {
      const accountOf = async (change: Parameters<typeof anOrder>[0]) =>
        (await bare.client.createSession(anOrder(change))).account;
      assert.equal(await accountOf(inCanada), "canada");
      assert.equal(await accountOf({}), "gulf");
      const refused = await bare.post("/v1/sessions", anOrder({ account: "default" }), asShop);
      assert.equal(refused.status, 400);
    } finally {
      await bare.stop();
      await alone.remove();
    }
  });
});
