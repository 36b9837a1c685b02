import { assert, oneEvent, waitUntil } from "@open-wc/testing";
import type { CreateSession, RedirectDetail, SettledDetail } from "../../../widget/index.ts";
import { HeldTime } from "../support/held-time.ts";
import { codeOf, linkOf, newsOf, offer, open, scanButton } from "../support/scanned.ts";
import {
  choose,
  finalView,
  knet,
  otherSession,
  part,
  pay,
  session,
  show,
  started,
  text,
  view,
  wechat,
} from "../support/scripted-checkout.ts";

const methods = [{ body: { methods: [knet, wechat], partial: false } }];
const preview = { session: "", currency: "KWD", amount: "12.750" };
const minute = 60_000;

/** A shop's server that answers when the test says so. */
class Shop {
  readonly asked: Parameters<CreateSession>[0][] = [];
  readonly #answers: ((id: string) => void)[] = [];

  readonly createSession: CreateSession = (request) => {
    this.asked.push(request);
    return new Promise((resolve) => this.#answers.push(resolve));
  };

  answer(id: string): void {
    this.#answers.splice(0).forEach((resolve) => resolve(id));
  }
}

/** One that answers at once, each time with another session. */
function quick(...ids: string[]) {
  const asked: Parameters<CreateSession>[0][] = [];
  const createSession: CreateSession = (request) => {
    asked.push(request);
    return ids[Math.min(asked.length, ids.length) - 1]!;
  };
  return { asked, createSession };
}

describe("a code before there is a session", () => {
  it("has it made when it is opened, for the chosen method, and once", async () => {
    const { asked, createSession } = quick(session);
    const { el, proxy, heard } = await show(
      { methods, checkout: [{ body: view() }], payments: [started()] },
      { ...preview, createSession },
    );
    await offer(el);
    assert.isEmpty(asked);
    await open(el);
    assert.deepEqual([asked[0]!.method, asked[0]!.locale], [wechat.id, "en"]);
    assert.equal(linkOf(el).href, `${proxy.url}pay/${session}`);
    scanButton(el).click();
    await open(el);
    await choose(el, knet.id);
    await el.submit();
    assert.lengthOf(asked, 1);
    assert.equal(heard.detail<RedirectDetail>("otter-redirect").session, session);
  });

  it("shares with Pay what is being made, whichever was pressed first", async () => {
    for (const first of ["code", "pay"] as const) {
      const shop = new Shop();
      const { el, proxy } = await show(
        { methods, checkout: [{ body: view() }], payments: [started()] },
        { ...preview, createSession: shop.createSession },
      );
      await offer(el);
      const redirect = oneEvent(el, "otter-redirect");
      const buttons = [scanButton(el), pay(el)!];
      if (first === "pay") buttons.reverse();
      for (const button of buttons) button.click();
      await waitUntil(() => part(el, "scan-panel"));
      shop.answer(session);
      await redirect;
      await waitUntil(() => codeOf(el));
      assert.lengthOf(shop.asked, 1, first);
      assert.lengthOf(await proxy.starts(), 1);
    }
  });

  it("leaves the picker usable where none can be made, and tries again when it is pressed again", async () => {
    let tries = 0;
    const createSession: CreateSession = () => {
      if ((tries += 1) === 1) throw new Error("the shop is down");
      return session;
    };
    const { el, heard } = await show(
      { methods, checkout: [{ body: view() }] },
      { ...preview, createSession },
    );
    await offer(el);
    const failed = oneEvent(el, "otter-error");
    scanButton(el).click();
    await failed;
    await el.updateComplete;
    assert.match(text(el, "note"), /Something went wrong/);
    assert.isUndefined(part(el, "scan-panel"));
    assert.equal(scanButton(el).ariaExpanded, "false");
    assert.isFalse(heard.detail<{ fatal: boolean }>("otter-error").fatal);
    await open(el);
    assert.equal(text(el, "note"), "");
  });

  it("is of this cart alone: another closes it, and what is being made for the last is given up", async () => {
    const shop = new Shop();
    const { el } = await show(
      { methods, checkout: [{ body: view() }] },
      { ...preview, createSession: shop.createSession },
    );
    await offer(el);
    scanButton(el).click();
    await waitUntil(() => shop.asked.length === 1);
    el.amount = "99.000";
    await waitUntil(() => !part(el, "scan-panel"));
    assert.isTrue(shop.asked[0]!.signal.aborted);
    shop.answer(session);
    await waitUntil(() => scanButton(el));
    scanButton(el).click();
    await waitUntil(() => shop.asked.length === 2);
    shop.answer(otherSession);
    await waitUntil(() => codeOf(el));
    assert.include(linkOf(el).href, otherSession);
    el.amount = "12.750";
    await waitUntil(() => !part(el, "scan-panel"));
  });

  for (const change of ["method", "cart"] as const) {
    it(`gives up what is made for another ${change}, also where it is closed and Pay waits for it`, async () => {
      const shop = new Shop();
      const { el, proxy } = await show(
        { methods, checkout: [{ body: view() }], payments: [started()] },
        { ...preview, createSession: shop.createSession },
      );
      await offer(el);
      scanButton(el).click();
      await waitUntil(() => shop.asked.length === 1);
      const submitted = el.submit();
      scanButton(el).click();
      await el.updateComplete;
      assert.isFalse(shop.asked[0]!.signal.aborted);
      if (change === "method") await choose(el, knet.id);
      else el.amount = "99.000";
      assert.equal(await submitted, "canceled");
      assert.isTrue(shop.asked[0]!.signal.aborted);
      shop.answer(session);
      await waitUntil(() => el.matches(":state(ready)"));
      await el.updateComplete;
      const again = el.submit();
      await waitUntil(() => shop.asked.length === 2);
      shop.answer(otherSession);
      await again;
      assert.include((await proxy.starts())[0]!.path, otherSession);
    });
  }

  it("stays open where the page sets the session that it has made", async () => {
    const { el, proxy } = await show(
      { methods, checkout: [{ body: view({ methods: [knet, wechat], amount: "13.000" }) }] },
      {
        ...preview,
        createSession: () => {
          el.session = session;
          return session;
        },
      },
    );
    await open(el);
    await waitUntil(async () => (await proxy.asked()).length === 2);
    await waitUntil(() => el.total.amount === "13.000");
    await el.updateComplete;
    assert.include(codeOf(el) && linkOf(el).href, session);
  });

  describe("while time passes", () => {
    let time: HeldTime;
    beforeEach(() => (time = new HeldTime()));
    afterEach(() => time.release());

    async function isLooked(): Promise<void> {
      await time.isAwaited(2_000);
      time.pass(2_000);
    }

    it("shows that the phone has paid, and says so once", async () => {
      const { createSession } = quick(session);
      const { el, heard } = await show(
        { methods, checkout: [{ body: finalView("paid") }] },
        { ...preview, createSession },
      );
      await open(el);
      const settled = oneEvent(el, "otter-settled");
      await isLooked();
      await settled;
      await el.updateComplete;
      assert.match(text(el, "panel"), /Payment complete.*12\.750 KWD/);
      assert.deepInclude(heard.detail<SettledDetail>("otter-settled"), { session, status: "paid" });
    });

    it("is old when its session's time is over, and then of a new one", async () => {
      const now = Date.now();
      const ending = view({
        expiresAt: new Date(now + 5 * minute).toISOString(),
        now: new Date(now).toISOString(),
        methods: [],
      });
      const { asked, createSession } = quick(session, otherSession);
      const { el } = await show(
        { methods, checkout: [{ body: ending }] },
        { ...preview, createSession },
      );
      await open(el);
      await isLooked();
      await time.isAwaited(5 * minute);
      time.pass(5 * minute);
      await waitUntil(() => newsOf(el) === "This code is old.");
      part(el, "scan-again").click();
      await waitUntil(() => codeOf(el));
      assert.lengthOf(asked, 2);
      assert.include(linkOf(el).href, otherSession);
    });

    it("is old, and no outcome of the page's, when its session has ended unpaid", async () => {
      const { asked, createSession } = quick(session, otherSession);
      const { el, heard } = await show(
        { methods, checkout: [{ body: finalView("expired") }, { body: view({ methods: [] }) }] },
        { ...preview, createSession },
      );
      await open(el);
      await isLooked();
      await waitUntil(() => newsOf(el) === "This code is old.");
      assert.notInclude(heard.names, "otter-settled");
      part(el, "scan-again").click();
      await waitUntil(() => codeOf(el));
      assert.lengthOf(asked, 2);
    });
  });
});
