/** Buyers at a steady pace: each orders, pays at Ottu and leaves; what becomes of each is reckoned at the end. */
import assert from "node:assert/strict";
import type { SessionRecord, ShopEvent } from "../../contract/contract.ts";
import { anOrder, apiKey } from "../support/running-proxy.ts";
import type { Site } from "./site.ts";

const asShop = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };

export class Buyers {
  readonly #site: Site;
  readonly #visits: Promise<string>[] = [];
  readonly #timer: NodeJS.Timeout;
  repeats = 0;

  constructor(site: Site, perSecond: number) {
    this.#site = site;
    this.#timer = setInterval(() => {
      const visit = this.#buy();
      // Looked at in `stop`.
      visit.catch(() => undefined);
      this.#visits.push(visit);
    }, 1_000 / perSecond).unref();
  }

  /** Resolves to the paid sessions. @throws what the first of them met that went wrong */
  stop(): Promise<readonly string[]> {
    clearInterval(this.#timer);
    return Promise.all(this.#visits);
  }

  async #buy(): Promise<string> {
    const order = anOrder();
    const session = await this.#post<SessionRecord>("/v1/sessions", order, {
      ...asShop,
      "idempotency-key": order.orderRef,
    });
    const pressed = { method: "ottu:knet-main" };
    // Pressed twice, as people do.
    const [first, second] = await Promise.all(
      [1, 2].map(() =>
        this.#post<{ paymentId: string }>(`/v1/checkout/${session.id}/payments`, pressed),
      ),
    );
    assert.equal(first?.paymentId, second?.paymentId);
    const { payments } = await this.#site.client.getSession(session.id);
    assert.equal(payments.length, 1);
    await this.#site.sandbox.ottu.pay(payments[0]?.providerRef ?? "");
    return session.id;
  }

  async #post<Body>(path: string, body: object, headers = {}): Promise<Body> {
    const init = {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    };
    for (let repeats = 0; ; repeats += 1) {
      const answer = await fetch(this.#site.publicUrl + path, init);
      const text = await answer.text();
      if (answer.status === 201) return JSON.parse(text) as Body;
      // On a machine with too much to do something may take too long: then it is pressed again.
      const isWorthIt = repeats < 3 && text.includes('"retryable":true');
      assert.ok(isWorthIt, `${path}: ${answer.status} ${text}`);
      this.repeats += 1;
    }
  }
}

/** Every session is paid once, and the shop has heard of each once: nothing is lost, nothing doubled. */
export async function reckon(site: Site, sessions: readonly string[]): Promise<void> {
  const isPaid = ({ type }: ShopEvent) => type === "checkout.paid";
  for (const id of sessions) {
    await site.shop.event((event) => isPaid(event) && event.data.session.id === id);
    const { status, payments } = await site.client.getSession(id);
    assert.deepEqual([status, payments.map((payment) => payment.status)], ["paid", ["paid"]]);
  }
  const events = await listEvents(site);
  assert.deepEqual(
    events.map(({ sequence }) => sequence),
    events.map((_, index) => index + 1),
  );
  const announced = events.filter(isPaid).map(({ data }) => data.session.id);
  assert.deepEqual(announced.sort(), [...sessions].sort());
  assert.equal(events.length, announced.length, "nothing but payments is told of");
  assert.equal(site.sandbox.ottu.orders().length, sessions.length, "one order at the gateway each");
}

async function listEvents({ publicUrl }: Site): Promise<readonly ShopEvent[]> {
  const events: ShopEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.sequence ?? 0;
    const answer = await fetch(`${publicUrl}/v1/events?after=${after}&limit=500`, {
      headers: asShop,
    });
    const page = ((await answer.json()) as { events: readonly ShopEvent[] }).events;
    if (page.length === 0) return events;
    events.push(...page);
  }
}
