/** docs/recipes/pay-link.md, typed where the proxy is configured. */
import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";
import type { NewSessionRecord } from "../../contract/contract.ts";
import { createFolder } from "../support/folder.ts";
import { apiKey, runProxy } from "../support/running-proxy.ts";
import { readRecipe } from "./recipe.ts";
import { payOnPage } from "./shop-under-test.ts";
import { openShell } from "./typed-shell.ts";

const installed = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

describe("docs/recipes/pay-link.md", () => {
  it("makes an address that can be paid, and says by the order whether it was", async (t) => {
    const running = await runProxy();
    t.after(() => running.stop());
    const [makeLink = "", look = "", ask, ...more] = (await readRecipe("pay-link")).commands;
    assert.ok(ask !== undefined && more.length === 0);
    const env = {
      ...running.env,
      PATH: [installed, process.env["PATH"]].join(delimiter),
      CHECKOUT_PROXY_URL: running.url,
      CHECKOUT_API_KEY: apiKey,
    };
    const shell = openShell(t, { cwd: await createFolder(t), env });
    const printed = await shell.type(makeLink);
    const [, id = ""] = /\/pay\/(cs_\S+)/.exec(printed) ?? [];
    assert.match(await shell.type(look), /^no session$/m);
    await payOnPage(running, id);
    await running.event(({ data }) => data.session.id === id);
    const told = await shell.type(look);
    assert.match(told, /^ {2}ottu:knet-main {2}paid {2}12\.750 KWD$/m);
    assert.equal(told.split(id).length - 1, 2);
    const session = JSON.parse(await shell.type(ask)) as NewSessionRecord;
    const days = (Date.parse(session.expiresAt) - Date.parse(session.createdAt)) / 86_400_000;
    assert.deepEqual([Math.round(days), session.url], [1, `${running.url}/pay/${session.id}`]);
    const page = await running.get(new URL(session.url).pathname);
    assert.ok(page.text.includes("Two mugs"));
  });
});
