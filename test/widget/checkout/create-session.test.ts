import { assert } from "@open-wc/testing";
import type { CreateSession, ErrorDetail, RedirectDetail } from "../../../widget/index.ts";
import {
  choose,
  finalView,
  knet,
  otherSession,
  pay,
  radios,
  refused,
  session,
  show,
  started,
  text,
  view,
  card,
} from "../support/scripted-checkout.ts";

const methods = [{ body: { methods: [knet, card], partial: false } }];
const preview = { session: "", currency: "KWD", amount: "12.750" };

function counting(answer: Awaited<ReturnType<CreateSession>>) {
  const asked: Parameters<CreateSession>[0][] = [];
  const createSession: CreateSession = (request) => {
    asked.push(request);
    return Promise.resolve(answer);
  };
  return { asked, createSession };
}

describe("createSession", () => {
  it("is asked for the session when the shopper presses Pay", async () => {
    const { asked, createSession } = counting(session);
    const { el, proxy, heard } = await show(
      { methods, payments: [started()] },
      { ...preview, createSession },
    );
    assert.isEmpty(asked);
    await choose(el, knet.id);
    await el.submit();
    assert.deepEqual([asked[0]!.method, asked[0]!.locale], [knet.id, "en"]);
    assert.equal((await proxy.starts())[0]!.path, `/v1/checkout/${session}/payments`);
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").session, session);
  });

  it("is called once for a live session, whatever is submitted", async () => {
    const { asked, createSession } = counting({ id: session });
    const { el, proxy } = await show(
      { methods, payments: [refused("gateway_timeout", 504, true), started()] },
      { ...preview, createSession },
    );
    await choose(el, knet.id);
    await Promise.all([el.submit(), el.submit()]);
    await choose(el, card.id);
    await el.submit();
    assert.lengthOf(asked, 1);
    assert.lengthOf(await proxy.starts(), 2);
  });

  it("is called again for another amount", async () => {
    const { asked, createSession } = counting(session);
    const { el } = await show({ methods, payments: [started()] }, { ...preview, createSession });
    await choose(el, knet.id);
    await el.submit();
    el.amount = "20.000";
    await el.updateComplete;
    await el.submit();
    assert.lengthOf(asked, 2);
  });

  it("is called again when its session has ended unpaid", async () => {
    const { asked, createSession } = counting(session);
    const { el, heard } = await show(
      { methods, payments: [refused("session_expired", 410), started()] },
      { ...preview, createSession },
    );
    await choose(el, knet.id);
    assert.equal(await el.submit(), "failed");
    assert.isFalse(heard.detail<ErrorDetail>("otter-error").fatal);
    await el.submit();
    assert.lengthOf(asked, 2);
    assert.include(heard.names, "otter-redirect");
  });

  it("may set the session it made, and the picker stays", async () => {
    const { el, proxy, heard } = await show(
      { methods, checkout: [{ body: view() }], payments: [started()] },
      preview,
    );
    el.createSession = () => {
      el.session = session;
      return Promise.resolve(session);
    };
    await choose(el, knet.id);
    await el.submit();
    assert.include(heard.names, "otter-redirect");
    assert.lengthOf(await proxy.starts(), 1);
    assert.isNotEmpty(radios(el));
  });

  it("leaves a usable picker when it fails", async () => {
    for (const createSession of [
      () => Promise.reject(new Error("no stock")),
      () => {
        throw new Error("no stock");
      },
    ] as CreateSession[]) {
      const { el, proxy, heard } = await show({ methods }, { ...preview, createSession });
      await choose(el, knet.id);
      assert.equal(await el.submit(), "failed");
      await el.updateComplete;
      const { code, fatal, message } = heard.detail<ErrorDetail>("otter-error");
      assert.deepEqual([code, fatal], ["session_failed", false]);
      assert.include(message, "no stock");
      assert.match(text(el, "note"), /Something went wrong/);
      assert.isFalse(pay(el)!.disabled);
      assert.isEmpty(await proxy.starts());
    }
  });

  it("is told when nobody waits for it any more", async () => {
    const asked = new Promise<AbortSignal>((resolve) => {
      void show(
        { methods },
        {
          ...preview,
          createSession: ({ signal }) => {
            resolve(signal);
            return new Promise<string>(() => undefined);
          },
        },
      ).then(async ({ el }) => {
        await choose(el, knet.id);
        void el.submit();
        await Promise.resolve();
        await Promise.resolve();
        await choose(el, card.id);
      });
    });
    const signal = await asked;
    if (!signal.aborted) await new Promise((resolve) => (signal.onabort = resolve));
    assert.isTrue(signal.aborted);
  });

  it("shows a session that turns out to be paid", async () => {
    const { createSession } = counting(otherSession);
    const paid = { ...finalView("paid"), id: otherSession };
    const { el, heard } = await show(
      { methods, checkout: [{ body: paid }], payments: [refused("already_paid", 409)] },
      { ...preview, createSession },
    );
    await choose(el, knet.id);
    await el.submit();
    assert.equal(heard.names.at(-1), "otter-settled");
  });

  it("is missed when Pay is pressed on a mere preview", async () => {
    const { el, heard } = await show({ methods }, preview);
    await choose(el, knet.id);
    assert.equal(await el.submit(), "failed");
    assert.equal(heard.detail<ErrorDetail>("otter-error").code, "session_missing");
  });
});
