/** The shop's own server: whom it believes, and what it makes of odd requests. */
import { createHmac } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import type { RunningDemo } from "../../demo/start-demo.ts";
import { expect, test } from "./demo-fixture.ts";

const secret = "shop-test-webhook-secret-0123456789";

test.describe("the shop's webhook", () => {
  test.use({ demoOptions: { env: { MERCHANT_WEBHOOK_SECRET: secret } } });

  for (const { what, send } of [
    { what: "that is not signed", send: ({ body }: Paid) => ({ body, headers: {} }) },
    {
      what: "signed with another key",
      send: ({ body }: Paid) => sign(body, "another-secret-0123456789"),
    },
    {
      what: "changed after signing",
      send: ({ body }: Paid) => ({ ...sign(body.replace("38.00", "0.01"), secret), body }),
    },
    {
      what: "signed an hour ago",
      send: ({ body }: Paid) => sign(body, secret, Date.now() - 3_600_000),
    },
  ]) {
    test(`refuses an event ${what}`, async ({ demo, request }) => {
      const paid = await paidEvent(demo, request);
      const { body, headers } = send(paid);
      const answer = await request.post(`${demo.url}/webhooks/otter`, { data: body, headers });
      expect(answer.status()).toBe(400);
      expect(await statusOf(demo, request, paid.session)).toBe("placed");
    });
  }

  test("books an event that is signed, and the same one twice", async ({ demo, request }) => {
    const { session, body } = await paidEvent(demo, request);
    for (let time = 0; time < 2; time += 1) {
      const { headers } = sign(body, secret);
      const answer = await request.post(`${demo.url}/webhooks/otter`, { data: body, headers });
      expect(answer.status()).toBe(204);
    }
    expect(await statusOf(demo, request, session)).toBe("paid");
  });

  test("does not book another amount than was ordered, even signed", async ({ demo, request }) => {
    const { session, body } = await paidEvent(demo, request);
    const cheaper = body.replace(`"38.00"`, `"0.01"`);
    const { headers } = sign(cheaper, secret);
    await request.post(`${demo.url}/webhooks/otter`, { data: cheaper, headers });
    expect(await statusOf(demo, request, session)).toBe("placed");
  });
});

test.describe("odd requests", () => {
  for (const back of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:1",
    "",
  ]) {
    test(`a change of currency never leads out of the shop: ${JSON.stringify(back)}`, async ({
      demo,
      request,
    }) => {
      const answer = await request.post(`${demo.url}/preferences`, {
        form: { currency: "KWD", back },
        maxRedirects: 0,
      });
      expect(answer.headers()["location"]).toBe("/");
    });
  }

  for (const quantity of ["-1", "1.5", "x", "", "9999999999999999999999"]) {
    test(`a cart holds none to nine of a piece: ${JSON.stringify(quantity)}`, async ({
      demo,
      request,
    }) => {
      const form = { product: "morning-mug", quantity };
      const page = await (await request.post(`${demo.url}/cart`, { form })).text();
      expect(page).toMatch(quantity.startsWith("9") ? /class="quantity">9</ : /Your cart is empty/);
    });
  }

  for (const path of [
    "/thank-you",
    "/thank-you?session=cs_unknown",
    "/thank-you?session[]=1",
    "/nowhere",
  ]) {
    test(`an address that means nothing says so: ${path}`, async ({ demo, request }) => {
      const answer = await request.get(`${demo.url}${path}`);
      expect(answer.status()).toBe(404);
      expect(await answer.text()).toContain("There is nothing here");
    });
  }
});

test.describe("when the proxy refuses", () => {
  test.use({ demoOptions: { env: { MERCHANT_ORIGINS: "https://elsewhere.example" } } });

  test("checkout says so, keeps the cart and names a reference", async ({ demo, request }) => {
    await putMugIntoCart(demo, request);
    const answer = await request.get(`${demo.url}/checkout`);
    expect(answer.status()).toBe(503);
    expect(await answer.text()).toMatch(/Reference return_url_not_allowed [0-9a-f-]{36}/);
    expect(await (await request.get(`${demo.url}/cart`)).text()).toContain("Morning mug");
  });
});

test("what the pages' policy forbids is noticed by these tests", async ({ visit }) => {
  await visit.page.goto(visit.demo.url);
  visit.complaints.expect(/^policy: img-src/);
  visit.complaints.expect(/Content Security Policy/);
  await visit.page.evaluate(() => {
    document.body.append(Object.assign(new Image(), { src: "https://elsewhere.example/x.png" }));
  });
  await expect.poll(() => visit.complaints.expected.join()).toContain("policy: img-src");
});

interface Paid {
  readonly session: string;
  /** A `checkout.paid` event of that session, as the proxy would send it. */
  readonly body: string;
}

async function putMugIntoCart(demo: RunningDemo, request: APIRequestContext): Promise<void> {
  await request.post(`${demo.url}/cart`, { form: { product: "morning-mug", add: "1" } });
}

async function paidEvent(demo: RunningDemo, request: APIRequestContext): Promise<Paid> {
  await putMugIntoCart(demo, request);
  await request.get(`${demo.url}/checkout`);
  const created = demo.wire.after(0).find(({ name }) => name === "POST /v1/sessions");
  const session = { ...(created?.answer as { id: string }), status: "paid" };
  const event = {
    id: "evt_1",
    type: "checkout.paid",
    sequence: 1,
    data: { session, payment: null },
  };
  return { session: session.id, body: JSON.stringify(event) };
}

function sign(body: string, key: string, at = Date.now()) {
  const timestamp = String(Math.floor(at / 1000));
  const mac = createHmac("sha256", key).update(`evt_1.${timestamp}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": "evt_1",
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${mac}`,
  };
  return { body, headers };
}

async function statusOf(
  demo: RunningDemo,
  request: APIRequestContext,
  session: string,
): Promise<string> {
  const answer = await request.get(`${demo.url}/orders/${session}`);
  return ((await answer.json()) as { status: string }).status;
}
