/**
 * A shop's return address is sent as it was given, because the shop may have signed it or read it byte
 * by byte; what somebody else could read differently is written as the URL parser reads it.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  anOrder,
  atGateway,
  runProxy,
  start,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy({ env: { MERCHANT_RETURN_ORIGINS: "https://*.thanks.example" } });
});
after(() => running.stop());

describe("a return address", () => {
  const id = "{id}";
  for (const [given, location] of [
    ["https://shop.example/thank-you?order=1#top", `/thank-you?order=1&session=${id}#top`],
    ["https://shop.example/thank-you#top?", `/thank-you?session=${id}#top?`],
    ["https://shop.example/?x=%D3%E1%C7%E3", `/?x=%D3%E1%C7%E3&session=${id}`],
    ["https://shop.example/?next=/a%20b+c%2Fd%2fe", `/?next=/a%20b+c%2Fd%2fe&session=${id}`],
    ["https://shop.example/?token=st=1~exp=2*'()!", `/?token=st=1~exp=2*'()!&session=${id}`],
    ["https://shop.example/?flag", `/?flag&session=${id}`],
    ["https://shop.example/?flag&", `/?flag&session=${id}`],
    ["https://shop.example/?a=1&&b=2;c", `/?a=1&&b=2;c&session=${id}`],
    ["https://shop.example/?", `/?session=${id}`],
    ["https://shop.example", `?session=${id}`],
    ['https://shop.example/a b?q={"a":[1|2]}', `/a b?q={"a":[1|2]}&session=${id}`],
    ["https://shop.example/شكرا?q=é#ü", `/%D8%B4%D9%83%D8%B1%D8%A7?q=%C3%A9&session=${id}#%C3%BC`],
    ["https://shop.example/\u202egpj.exe", `/%E2%80%AEgpj.exe?session=${id}`],
    ["https://shop.example/?q=\ud800", `/?q=%EF%BF%BD&session=${id}`],
    ["https://shop.example/%0d%0aSet-Cookie:a=b", `/%0d%0aSet-Cookie:a=b?session=${id}`],
    ["https://shop.example/?session=mine&a=1", `/?session=mine&a=1&session=${id}`],
    ["https://shop.example/?session=cs_of_somebody_else&a=1", `/?a=1&session=${id}`],
    ["https://shop.example/?%73ession=cs_x&session=cs_y", `/?session=${id}`],
  ] as const) {
    it(`sends to ${given} byte for byte, with this session behind its query`, async () => {
      const { session, response } = await comeBack(given);
      assert.equal(response.status, 303);
      const target = response.headers.get("location") ?? "";
      assert.equal(target, `https://shop.example${location.replace(id, session.id)}`);
      assert.equal(response.headers.get("set-cookie"), null);
    });
  }

  for (const [given, location] of [
    ["https://SHOP.example:443/a/../b", "https://SHOP.example:443/a/../b?"],
    ["https://ｓｈｏｐ。example/x", "https://shop.example/x?"],
    ["https:shop.example/x", "https://shop.example/x?"],
    ["https:////shop.example/x", "https://shop.example/x?"],
    ["https://@shop.example/x", "https://shop.example/x?"],
    [" https://shop.example/x ", "https://shop.example/x?"],
    ["https://kw.thanks.example/x", "https://kw.thanks.example/x?"],
  ] as const) {
    it(`sends to the site of ${given} as nobody can read it differently`, async () => {
      const { session, response } = await comeBack(given);
      const target = response.headers.get("location") ?? "";
      assert.ok(target.startsWith(location), target);
      const read = new URL(target);
      assert.equal(read.origin, new URL(given).origin);
      assert.deepEqual(read.searchParams.getAll("session"), [session.id]);
    });
  }

  it("is kept and told as it was given", async () => {
    const returnUrl = "https://shop.example/?x=%D3%E1%C7%E3&next=/a%20b&flag#a%20b";
    const session = await running.client.createSession(anOrder({ returnUrl }));
    assert.equal(session.returnUrl, returnUrl);
    assert.equal((await running.client.getSession(session.id)).returnUrl, returnUrl);
    const page = await running.get(`/pay/${session.id}`);
    assert.equal(page.status, 200);
  });
});

describe("a gateway that sends the browser back by POST", () => {
  for (const [why, init] of [
    ["a form", { body: new URLSearchParams({ result: "success" }) }],
    ["JSON that is none", { body: "{", headers: { "content-type": "application/json" } }],
    ["nothing at all", {}],
    ["another site's form", { body: new FormData(), headers: { origin: "https://pay.example" } }],
    ["a page without an origin", { body: "x=1", headers: { origin: "null" } }],
  ] as const) {
    it(`sends it on by GET all the same: ${why}`, async () => {
      const session = await running.client.createSession(anOrder());
      await start(running, session, "ottu:knet-main");
      const { redirectUrl } = await atGateway(running, session.id);
      const response = await fetch(redirectUrl, { method: "POST", redirect: "manual", ...init });
      assert.equal(response.status, 303);
      assert.equal(
        response.headers.get("location"),
        `https://shop.example/thank-you?session=${session.id}`,
      );
    });
  }

  it("is told nothing where there is nothing", async () => {
    const response = await fetch(`${running.url}/v1/return/unknown`, { method: "POST" });
    assert.equal(response.status, 404);
  });
});

/** A shopper who returns from Ottu, by an address that says more than we asked for. */
async function comeBack(returnUrl: string) {
  const session = await running.client.createSession(anOrder({ returnUrl }));
  await start(running, session, "ottu:knet-main");
  const { redirectUrl } = await atGateway(running, session.id);
  const response = await fetch(`${redirectUrl}?result=success&x=%0d%0aSet-Cookie:a=b`, {
    redirect: "manual",
  });
  return { session, response };
}
