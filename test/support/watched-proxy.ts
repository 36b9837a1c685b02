/**
 * A proxy to which has happened what an operator watches for: a payment that is paid, one that is
 * open, one for the shop to look at, refusals of a gateway, a forged notification, a list that is
 * not fresh any more, payments of a gateway that is configured no more, a shop that takes no events.
 */
import { createServer } from "node:http";
import { ForwardClock } from "./forward-clock.ts";
import { listen } from "./listen.ts";
import {
  anOrder,
  atGateway,
  inCanada,
  runProxy,
  start,
  type RunningProxy,
} from "./running-proxy.ts";

export interface WatchedProxy {
  readonly running: RunningProxy;
  /** Resolves to the proxy's `/metrics` once it tells of all that happened. */
  metrics(): Promise<string>;
  /** It happens once more. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

const knet = "ottu:knet-main";
const signs = [
  /^otter_stranded_payments\{/m,
  /^otter_event_deliveries_total\{outcome="failed"\} [1-9]/m,
  /^otter_payments_settled_total\{provider="ottu",status="paid"\} [1-9]/m,
  /^otter_payments_in_review\{provider="ottu",account="default"\} [1-9]/m,
  /^otter_undelivered_events [1-9]/m,
];

export async function runWatchedProxy(): Promise<WatchedProxy> {
  const shop = createServer((request, response) => {
    request.resume().once("end", () => response.writeHead(500).end());
  });
  const url = await listen(shop);
  const clock = new ForwardClock();
  const running = await runProxy({
    env: { MERCHANT_WEBHOOK_URL: url, METHODS_TTL_SECONDS: "60" },
    options: { world: { clock } },
  });
  const canadian = await running.client.createSession(anOrder(inCanada));
  await start(running, canadian, "ottpay:ALIPAY");
  const ottpay = Object.keys(running.env).filter((name) => name.startsWith("OTTPAY_"));
  await running.restart(Object.fromEntries(ottpay.map((name) => [name, ""])));
  await happen(running);
  clock.forward(600_000);
  await running.get("/v1/methods?currency=KWD");
  return {
    running,
    async metrics() {
      for (;;) {
        const { text } = await running.get("/metrics");
        if (signs.every((sign) => sign.test(text))) return text;
      }
    },
    again: () => happen(running),
    async stop() {
      await running.stop();
      shop.closeAllConnections();
      await new Promise((resolve) => shop.close(resolve));
    },
  };
}

async function happen(running: RunningProxy): Promise<void> {
  const begun = async () => {
    const session = await running.client.createSession(anOrder());
    await running.get(`/v1/checkout/${session.id}`);
    return { session, answer: await start(running, session, knet) };
  };
  await begun();
  const [paid, short] = [await begun(), await begun()];
  const { ref, notifyUrl } = await atGateway(running, paid.session.id);
  await running.post(new URL(notifyUrl).pathname, { forged: true });
  await running.sandbox.ottu.pay(ref);
  const doubtful = await atGateway(running, short.session.id);
  await running.sandbox.ottu.pay(doubtful.ref, { amount: "1.000" });
  for (const status of [401, 500]) {
    running.sandbox.behave("ottu", "pymt-txn:create", { do: "status", status });
    await begun();
  }
  running.sandbox.behave("ottu", "pymt-txn:create", { do: "normal" });
  await reaches(running, paid.session.id, "paid");
  await reaches(running, short.session.id, "review");
}

async function reaches({ client }: RunningProxy, id: string, status: string): Promise<void> {
  while ((await client.getSession(id)).status !== status);
}
