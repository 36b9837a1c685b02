/** docs/recipes/curl.md, typed block by block into a shell, with a shopper in between. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { SessionRecord, ShopEvent } from "../../contract/contract.ts";
import { signEvent } from "../../server/events/sign-event.ts";
import { createFolder } from "../support/folder.ts";
import { apiKey, runProxy } from "../support/running-proxy.ts";
import { readRecipe } from "./recipe.ts";
import { payOnPage } from "./shop-under-test.ts";
import { openShell } from "./typed-shell.ts";

describe("docs/recipes/curl.md", () => {
  it("goes from a session to its event", async (t) => {
    const running = await runProxy();
    t.after(() => running.stop());
    const { commands } = await readRecipe("curl");
    const [makeSession = "", askSession = "", listEvents = "", verify, ...more] = commands;
    assert.ok(verify !== undefined && more.length === 0);
    const env = { CHECKOUT_PROXY_URL: running.url, CHECKOUT_API_KEY: apiKey };
    const shell = openShell(t, { cwd: await createFolder(t), env });
    const address = (await shell.type(makeSession)).trim();
    const id = address.slice(`${running.url}/pay/`.length);
    assert.equal(address, `${running.url}/pay/${id}`);
    await payOnPage(running, id);
    await running.event(({ data }) => data.session.id === id);
    const session = JSON.parse(await shell.type(askSession)) as SessionRecord;
    assert.deepEqual([session.id, session.status], [id, "paid"]);
    const { events } = JSON.parse(await shell.type(listEvents)) as { events: ShopEvent[] };
    assert.deepEqual(
      events.map(({ type, data }) => [type, data.session.id]),
      [["checkout.paid", id]],
    );
  });

  it("prints the signature that a delivery has", async (t) => {
    const cwd = await createFolder(t);
    const verify = (await readRecipe("curl")).commands.at(-1) ?? "";
    const body = JSON.stringify({ id: "evt_1", type: "test.ping", sum: "١٢٫٧٥٠ د.ك" });
    await writeFile(join(cwd, "body.json"), body);
    const secret = `whsec_${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 8)).toString("base64")}`;
    const headers = signEvent(body, "evt_1", [secret], Date.parse("2026-11-21T10:01:07Z"));
    const env = {
      secret,
      webhook_id: "evt_1",
      webhook_timestamp: headers["webhook-timestamp"] ?? "",
    };
    const printed = await openShell(t, { cwd, env }).type(verify);
    assert.equal(`v1,${printed.trim()}`, headers["webhook-signature"]);
  });
});
