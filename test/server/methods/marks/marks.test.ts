/** What stands beside a method: the operator's mark, the brand's, the gateway's logo or a drawn tile. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Method } from "../../../../contract/contract.ts";
import { runProxy, type RunningProxy } from "../../../support/running-proxy.ts";

const picture = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg"><rect fill="${color}"/></svg>`;

async function rowsOf(proxy: RunningProxy, currency: string) {
  const { json, text } = await proxy.get(`/v1/methods?currency=${currency}`);
  const methods = json.methods as readonly Method[];
  return (id: string) => {
    const row = methods.find((method) => method.id === id);
    assert.ok(row !== undefined, `${id} in ${text}`);
    return row;
  };
}

async function drawn(address: string | null | undefined): Promise<string> {
  const response = await fetch(address ?? "");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "image/svg+xml");
  assert.match(response.headers.get("cache-control") ?? "", /immutable/);
  return response.text();
}

describe("marks", () => {
  let running: RunningProxy;
  before(async () => {
    running = await runProxy();
  });
  after(() => running.stop());

  it("are a brand's in its colour, where the method is one", async () => {
    const cad = await rowsOf(running, "CAD");
    assert.match(await drawn(cad("ottpay:WECHATPAY").icon), /#07C160/);
    assert.match(await drawn(cad("ottpay:ALIPAY").icon), /#1677FF/);
    const kwd = await rowsOf(running, "KWD");
    assert.match(await drawn(kwd("ottu:apple-pay").icon), /#000000/);
  });

  it("are those of the card schemes that a row names, beside the tile of a card", async () => {
    const kwd = await rowsOf(running, "KWD");
    const { schemes = [] } = kwd("ottu:cards-main");
    assert.deepEqual(
      schemes.map(({ name }) => name),
      ["Visa", "Mastercard"],
    );
    assert.match(await drawn(schemes[0]?.icon), /#1A1F71/);
    assert.match(await drawn(schemes[1]?.icon), /#EB001B/);
    // An acquirer's platform is called mastercard as well, and that is no scheme.
    const bhd = await rowsOf(running, "BHD");
    assert.equal(bhd("ottu:cards-gulf").schemes, undefined);
  });

  it("are never without one, and a drawn tile holds no letter", async () => {
    for (const currency of ["CAD", "KWD", "SAR", "BHD"]) {
      const { json } = await running.get(`/v1/methods?currency=${currency}`);
      for (const { id, icon } of json.methods as readonly Method[]) assert.ok(icon !== null, id);
    }
    const cad = await rowsOf(running, "CAD");
    const tile = await drawn(cad("ottpay:NONE").icon);
    assert.match(tile, /<svg/);
    assert.doesNotMatch(tile, /<text/);
  });

  it("are at the same address on an instance that has listed nothing yet", async () => {
    const { icon } = (await rowsOf(running, "CAD"))("ottpay:ALIPAY");
    const other = await runProxy({ sandbox: running.sandbox });
    try {
      await drawn(`${other.url}${new URL(icon ?? "").pathname}`);
    } finally {
      await other.stop();
    }
  });
});

describe("marks of the operator's own", () => {
  it("go before a brand's, and have a variant for dark pages", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "marks-"));
    t.after(() => rm(folder, { recursive: true }));
    const light = join(folder, "light.svg");
    const dark = join(folder, "dark.svg");
    await writeFile(light, picture("gold"));
    await writeFile(dark, picture("navy"));
    const own = await runProxy({
      env: { METHOD_ICONS: JSON.stringify({ wechatpay: { light, dark }, "OTTPAY:alipay": light }) },
    });
    t.after(() => own.stop());
    const cad = await rowsOf(own, "CAD");
    assert.match(await drawn(cad("ottpay:WECHATPAY").icon), /gold/);
    assert.match(await drawn(cad("ottpay:WECHATPAY").iconDark), /navy/);
    assert.match(await drawn(cad("ottpay:ALIPAY").icon), /gold/);
    assert.equal(cad("ottpay:ALIPAY").iconDark, undefined);
  });

  it("stand alone where brand marks are off", async (t) => {
    const own = await runProxy({ env: { BRAND_MARKS: "off" } });
    t.after(() => own.stop());
    const cad = await rowsOf(own, "CAD");
    assert.equal(
      await drawn(cad("ottpay:WECHATPAY").icon),
      await drawn(cad("ottpay:ALIPAY").icon),
      "two wallets, one tile",
    );
    assert.equal((await rowsOf(own, "KWD"))("ottu:cards-main").schemes, undefined);
  });
});
