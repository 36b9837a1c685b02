/** The pay page pays where no script runs: a form, its answers, and who may send it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openForm, press, readForm } from "../../support/pay-form.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  shopOrigin,
  type RunningProxy,
} from "../../support/running-proxy.ts";

let running: RunningProxy;
before(async () => {
  running = await runProxy();
});
after(() => running.stop());

const knet = { method: "ottu:knet-main" };

describe("the pay page's form", () => {
  for (const [gateway, order, method] of [
    ["OTT Pay", inCanada, "ottpay:ALIPAY"],
    ["Ottu", {}, "ottu:knet-main"],
  ] as const) {
    it(`leads to ${gateway}'s page, and back to what became of it`, async () => {
      const session = await running.client.createSession(
        anOrder({ ...order, returnUrl: undefined, failureUrl: undefined }),
      );
      const form = await openForm(running, session);
      assert.equal(form.action, session.url);
      const answer = await press(running, form, { method });
      assert.equal(answer.status, 303, answer.text);
      const record = await running.client.getSession(session.id);
      assert.equal(record.payments.length, 1);
      assert.equal(record.payments[0]?.method, method);
      const origins = [running.sandbox.ottpay.url, running.sandbox.ottu.url].map(
        (url) => new URL(url).origin,
      );
      assert.ok(origins.includes(new URL(answer.headers.get("location") ?? "").origin));
      const { ref } = await atGateway(running, session.id);
      await running.sandbox[method.startsWith("ottpay") ? "ottpay" : "ottu"].pay(ref);
      await running.event((event) => event.data.session.id === session.id);
      const after = await running.get(`/pay/${session.id}?session=${session.id}&look=1`);
      assert.match(after.text, /Payment received/);
    });
  }

  it("shows what the widget's list shows, but for what needs a script", async () => {
    const session = await running.client.createSession(anOrder());
    const view = (await running.get(`/v1/checkout/${session.id}`)).json as {
      methods: { id: string; needs?: string }[];
    };
    const { methods, page } = await openForm(running, session);
    assert.ok(view.methods.some(({ needs }) => needs === "apple_pay"));
    assert.deepEqual(
      methods,
      view.methods.filter(({ needs }) => needs === undefined).map(({ id }) => id),
    );
    assert.doesNotMatch(page.text, /apple/i);
  });

  it("leaves out the card form, which is a script's", async () => {
    const withCards = await runProxy({
      sandbox: running.sandbox,
      env: { OTTPAY_CARD: "purchase" },
    });
    try {
      const session = await withCards.client.createSession(anOrder(inCanada));
      const view = (await withCards.get(`/v1/checkout/${session.id}`)).json as {
        methods: { id: string; frame?: string }[];
      };
      const card = view.methods.find(({ frame }) => frame !== undefined)?.id ?? "";
      assert.notEqual(card, "");
      const form = await openForm(withCards, session);
      assert.ok(!form.methods.includes(card));
      assert.equal((await press(withCards, form, { method: card })).status, 400);
      assert.deepEqual((await withCards.client.getSession(session.id)).payments, []);
    } finally {
      await withCards.stop();
    }
  });

  it("is shown while a payment is pending as well, with how the last attempt stands", async () => {
    const session = await running.client.createSession(anOrder({ locale: "fr" }));
    const first = await openForm(running, session);
    assert.equal((await press(running, first, knet)).status, 303);
    const again = await openForm(running, session);
    assert.match(again.page.text, /<bdi>KNET<\/bdi>\u202f: paiement non terminé/);
    const answer = await press(running, again, { method: "ottu:deema-3" });
    assert.equal(answer.status, 303);
    assert.equal((await running.client.getSession(session.id)).payments.length, 1);
  });

  it("shows a total that the button did not say, and goes on when it is pressed again", async () => {
    running.sandbox.ottu.setFee("knet-main", "0.150");
    try {
      const session = await running.client.createSession(anOrder({ locale: "ar-KW" }));
      const form = await openForm(running, session);
      assert.equal(form.fields["total"], "12.750 KWD");
      const shown = await press(running, form, knet);
      assert.equal(shown.status, 200);
      assert.match(shown.text, /<bdi>12\.750<\/bdi> \+ <bdi>0\.150<\/bdi> رسوم = /);
      assert.match(shown.text, /اضغط «ادفع» مرة أخرى/);
      assert.doesNotMatch(shown.text, /<script/);
      const second = readForm(shown, form.cookie);
      assert.deepEqual(second.methods, ["ottu:knet-main"]);
      assert.equal(second.fields["total"], "12.900 KWD");
      const gone = await press(running, second, {});
      assert.equal(gone.status, 303);
      assert.equal((await running.client.getSession(session.id)).payments.length, 1);
    } finally {
      running.sandbox.ottu.setFee("knet-main", "0.000");
    }
  });

  it("shows what a method charges in another currency before it leads there, in every language", async () => {
    const sentences = { en: "You will be charged", fr: "débité", ar: "سيُخصم منك", zh: "您将支付" };
    for (const [locale, sentence] of Object.entries(sentences)) {
      const order = anOrder({ amount: "100.00", currency: "AED", locale });
      const form = await openForm(running, await running.client.createSession(order));
      const shown = await press(running, form, { method: "ottu:cards-dollar" });
      assert.equal(shown.status, 200);
      assert.ok(shown.text.includes(sentence), shown.text);
      const second = readForm(shown, form.cookie);
      assert.equal(second.fields["total"], "27.23 USD");
      assert.equal((await press(running, second, {})).status, 303);
    }
  });

  it("takes no total for read that nobody was shown", async () => {
    const session = await running.client.createSession(anOrder());
    const form = await openForm(running, session);
    for (const total of ["", "1.000 KWD", "12.750 USD", "12.75 KWD"]) {
      assert.equal((await press(running, form, { ...knet, total })).status, 200, total);
    }
    assert.equal((await press(running, form, knet)).status, 303);
  });

  it("makes one order however often it is pressed, at once and on two instances", async () => {
    const other = await runProxy({
      sandbox: running.sandbox,
      env: { DATABASE_URL: running.env["DATABASE_URL"] ?? "", PUBLIC_URL: running.url },
    });
    try {
      const session = await running.client.createSession(anOrder());
      const form = await openForm(running, session);
      const before = running.sandbox.ottu.calls("pymt-txn:create");
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => press(at % 2 === 0 ? running : other, form, knet)),
      );
      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
      assert.equal(new Set(answers.map(({ headers }) => headers.get("location"))).size, 1);
      assert.equal(running.sandbox.ottu.calls("pymt-txn:create"), before + 1);
    } finally {
      await other.stop();
    }
  });
});

describe("a press that leads nowhere", () => {
  it("with nothing chosen asks for a choice", async () => {
    const session = await running.client.createSession(anOrder({ locale: "zh" }));
    const answer = await press(running, await openForm(running, session), {});
    assert.equal(answer.status, 400);
    assert.match(answer.text, /<title>请选择支付方式/);
    assert.ok(readForm(answer).methods.length > 1);
  });

  for (const method of ["ottu:knet-main", "OTTU:KNET-Main"]) {
    it(`with ${method} says which gateway does not answer, keeps the choice, and can be pressed again`, async () => {
      const session = await running.client.createSession(anOrder());
      const form = await openForm(running, session);
      running.sandbox.behave("ottu", "pymt-txn:create", { do: "error", code: "x" });
      const refused = await press(running, form, { method });
      running.sandbox.behave("ottu", "pymt-txn:create", { do: "normal" });
      assert.ok(refused.status >= 500, refused.text);
      assert.match(refused.text, /<bdi>KNET<\/bdi> is not answering/);
      assert.match(refused.text, /value="ottu:knet-main" required checked/);
      assert.ok(refused.text.includes(refused.headers.get("x-request-id") ?? "?"));
    });
  }

  it("says so where the method is gone, and shows the others", async () => {
    const session = await running.client.createSession(anOrder());
    const answer = await press(running, await openForm(running, session), { method: "ottu:gone" });
    assert.equal(answer.status, 409);
    assert.ok(readForm(answer).methods.includes("ottu:knet-main"));
  });

  it("shows the receipt where it has been paid meanwhile", async () => {
    const session = await running.client.createSession(anOrder());
    const form = await openForm(running, session);
    await press(running, form, knet);
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.data.session.id === session.id);
    const late = await press(running, form, knet);
    assert.equal(late.status, 409);
    assert.match(late.text, /Payment received/);
    assert.ok(late.text.includes(`href="${shopOrigin}/thank-you"`));
    assert.doesNotMatch(late.text, /<form/);
  });

  it("says that it was canceled, in the session's language", async () => {
    const session = await running.client.createSession(anOrder({ locale: "fr" }));
    const form = await openForm(running, session);
    await running.client.cancelSession(session.id);
    const answer = await press(running, form, knet);
    assert.equal(answer.status, 409);
    assert.match(answer.text, /Ce paiement a été annulé/);
  });
});

describe("who comes back without a script", () => {
  it("waits on a page that looks by itself, and not for ever", async () => {
    const session = await running.client.createSession(anOrder({ locale: "ar" }));
    await press(running, await openForm(running, session), knet);
    const back = `/pay/${session.id}?session=${session.id}`;
    const first = await running.get(back);
    const [, next = ""] =
      /<noscript><meta http-equiv="refresh" content="0; url=([^"]+)"/.exec(first.text) ?? [];
    assert.equal(next.replaceAll("&amp;", "&"), `${running.url}${back}&look=1`);
    assert.match(first.text, /<otter-checkout\s+result\s/);
    let looks = 0;
    for (let path: string | undefined = `${back}&look=1`; path !== undefined; looks += 1) {
      const page = await running.get(path);
      assert.match(page.text, /في انتظار التأكيد/);
      assert.doesNotMatch(page.text, /<script|http-equiv/);
      // Not at once: what is on its way is not paid once more.
      assert.equal(page.text.includes(`href="${session.url}"`), looks + 1 >= 3);
      const [, seconds, url] = /^(\d+); url=(.+)$/.exec(page.headers.get("refresh") ?? "") ?? [];
      if (url !== undefined) assert.ok(Number(seconds) >= 3 && Number(seconds) <= 10);
      path = url?.slice(running.url.length);
    }
    assert.equal(looks, 13);
    await running.sandbox.ottu.pay((await atGateway(running, session.id)).ref);
    await running.event((event) => event.data.session.id === session.id);
    const paid = await running.get(`${back}&look=3`);
    assert.equal(paid.headers.get("refresh"), null);
    assert.match(paid.text, /تم استلام الدفعة/);
  });

  it("reads that nothing was paid, and how to try again", async () => {
    const session = await running.client.createSession(anOrder());
    const page = await running.get(`/pay/${session.id}?session=${session.id}&look=x`);
    assert.match(page.text, /Not paid/);
    assert.ok(page.text.includes(`href="${session.url}">Choose another way to pay</a>`));
    assert.equal(page.headers.get("refresh"), null);
  });
});
