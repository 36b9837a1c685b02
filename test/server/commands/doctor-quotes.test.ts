/** What docs/go-live.md quotes of `doctor` is what it says: each line is made here, with the documents' names in it. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createFolder } from "../../support/folder.ts";
import { runProgram } from "../../support/run-program.ts";
import { runProxy, type RunningProxy } from "../../support/running-proxy.ts";

const otherSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
const text = await readFile(new URL("../../../docs/go-live.md", import.meta.url), "utf8");
const quotes = [...text.matchAll(/```text\n(.*?)\n```/gs)].map(([, block = ""]) => block);

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

/** A configuration of the documents, but for what is given: its lines, by the documents' names. */
async function runDoctor(env: Record<string, string> = {}): Promise<string> {
  const { env: own, sandbox } = running;
  const { output } = await runProgram(["doctor", "--webhook"], { ...own, ...env });
  return output
    .replaceAll(running.url, "https://pay.shop.example")
    .replaceAll(own["MERCHANT_WEBHOOK_URL"] ?? "", "https://shop.example/checkout-events")
    .replaceAll(new URL(sandbox.ottpay.url).host, "frontapi.ottpay.com")
    .replaceAll(new URL(sandbox.ottu.url).host, "pay.merchant.example");
}

describe("docs/go-live.md", () => {
  it("quotes all that doctor says where nothing is wrong", async () => {
    assert.equal((await runDoctor()).trim(), quotes[0]);
  });

  it("quotes of what is wrong what doctor says of it", async (t) => {
    const folder = await createFolder(t);
    const said = await Promise.all(
      [
        { OTTU_API_KEY: "not-the-key", PUBLIC_URL: "https://pay.shop.example" },
        { OTTU_TYPE: "production", OTTPAY_SIGN_KEY: "0123456789ABCDEF" },
        {
          MERCHANT_WEBHOOK_SECRET: otherSecret,
          OTTPAY_MERCHENT_ID: "ON00004652",
          DATABASE_URL: `file:${join(folder, "otter.db")}`,
        },
      ].map(runDoctor),
    );
    const lines = new Set(said.join("\n").replaceAll(folder, "/srv/otter").split("\n"));
    const faults = quotes.slice(1);
    assert.ok(faults.length > 8);
    for (const fault of faults) assert.ok(lines.has(fault), fault);
  });
});
