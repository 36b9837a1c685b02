/** What there is at a proxy to aim at: sessions with orders at both gateways, and what leads there. */
import { createCheckoutClient } from "../../server/client/index.ts";
import { routes } from "../../contract/vocabulary.ts";
import type { Sandbox } from "../../demo/sandbox/index.ts";
import { sealNearly } from "./sealed.ts";

export interface Targets {
  readonly host: string;
  readonly apiKey: string;
  readonly sessionIds: readonly string[];
  /** Nothing else is tried on these. */
  readonly cancelableIds: readonly string[];
  readonly cardSessionIds: readonly string[];
  /** For the sessions above; nearly right. */
  readonly sealedCards: readonly string[];
  readonly paymentIds: readonly string[];
  readonly returnTokens: readonly string[];
  /** Paths. */
  readonly notifications: readonly string[];
  readonly icons: readonly string[];
}

export interface Aimed {
  readonly sandbox: Sandbox;
  readonly proxyUrl: string;
  readonly apiKey: string;
  /** Of the proxy. */
  readonly env: Readonly<Record<string, string>>;
}

const customer = { email: "noor@shop.example" };
const orders = [
  [{ amount: "12.750", currency: "KWD" }, "ottu:knet-main"],
  [{ amount: "19.99", currency: "CAD" }, "ottpay:WECHATPAY"],
  [{ amount: "9.500", currency: "KWD", account: "older", customer }, "ottu:knet-main"],
  [{ amount: "1.000", currency: "KWD" }, undefined],
  [{ amount: "2.000", currency: "KWD" }, undefined],
  [{ amount: "29.99", currency: "CAD" }, undefined],
] as const;

/** Makes the orders. @param seed of the cards that are sealed nearly right */
export async function findTargets(at: Aimed, seed: number): Promise<Targets> {
  const { sandbox, proxyUrl, apiKey } = at;
  const client = createCheckoutClient({ proxyUrl, apiKey });
  const sessionIds: string[] = [];
  for (const [order, method] of orders) {
    const { id } = await client.createSession({ ...order, orderRef: `T-${sessionIds.length}` });
    sessionIds.push(id);
    if (method !== undefined) await startPayment(proxyUrl, id, method);
  }
  const records = await Promise.all(sessionIds.map((id) => client.getSession(id)));
  const [atOttu, atOttpay] = [sandbox.ottu.orders(), sandbox.ottpay.orders()];
  const notifications = [
    ...atOttu.map(({ webhookUrl }) => webhookUrl),
    ...atOttpay.map(({ callbackUrl }) => callbackUrl),
  ];
  const returns = [...atOttu, ...atOttpay].map(({ redirectUrl }) => redirectUrl);
  const [cardId = "", cancelableId = ""] = [sessionIds.pop(), sessionIds.pop()];
  return {
    host: new URL(proxyUrl).host,
    apiKey,
    sessionIds,
    cancelableIds: [cancelableId],
    cardSessionIds: [cardId],
    sealedCards: await sealNearly(at.env, cardId, seed),
    paymentIds: records.flatMap(({ payments }) => payments.map(({ id }) => id)),
    returnTokens: returns.flatMap((url) => lastSegment(url)),
    notifications: notifications.flatMap((url) => (url === null ? [] : [new URL(url).pathname])),
    icons: await findIcons(proxyUrl),
  };
}

async function startPayment(proxyUrl: string, id: string, method: string): Promise<void> {
  const answer = await fetch(proxyUrl + routes.checkoutPayments.replace(":id", id), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method }),
  });
  if (answer.status !== 201) throw new Error(`no order could be made: ${await answer.text()}`);
}

async function findIcons(proxyUrl: string): Promise<string[]> {
  const answer = await fetch(`${proxyUrl}${routes.methods}?currency=KWD`);
  const { methods } = (await answer.json()) as { methods: { icon: string | null }[] };
  return methods.flatMap(({ icon }) => lastSegment(icon));
}

function lastSegment(url: string | null): string[] {
  const segment = url === null ? undefined : new URL(url).pathname.split("/").at(-1);
  return segment === undefined ? [] : [segment];
}
