/**
 * A gateway whose own books lag its message: queries go on saying "open" for seconds after the
 * notification. The notification is answered at once, and the session is paid soon after the
 * gateway says so, also when the process dies right after its answer.
 */
import { randomUUID } from "node:crypto";
import type { SessionRecord } from "../../contract/contract.ts";
import type { GatewayName } from "../../demo/sandbox/index.ts";
import { Findings, type Outcome } from "../support/findings.ts";
import type { GatewayOrder } from "./gateways.ts";
import { linkOf } from "./proxy-calls.ts";
import { World } from "./world.ts";

const lagMs = 5_000;
const acknowledgeMs = 2_000;
const paidMs = 10_000;
/** Long enough to measure how late it was. */
const patienceMs = 60_000;

const gateways = [
  {
    gateway: "ottpay",
    query: "PREPAY_QUERY",
    method: "ottpay:ALIPAY",
    amount: "19.99",
    currency: "CAD",
  },
  {
    gateway: "ottu",
    query: "pymt-txn:read",
    method: "ottu:knet-main",
    amount: "12.750",
    currency: "KWD",
  },
] as const;
type LaggingGateway = (typeof gateways)[number];

export interface LagOptions {
  /** Payments at each gateway; when killed, one after the other. */
  readonly payments: number;
  readonly killed: boolean;
}

export async function runLag({ payments, killed }: LagOptions): Promise<Outcome> {
  const findings = new Findings(killed ? "lagging query, kill -9" : "lagging query");
  await Promise.all(gateways.map((gateway) => lagAt(gateway, payments, killed, findings)));
  return findings.outcome();
}

async function lagAt(
  gateway: LaggingGateway,
  payments: number,
  killed: boolean,
  findings: Findings,
): Promise<void> {
  const world = await World.start();
  try {
    world.gateways.sandbox.behave(gateway.gateway, gateway.query, { do: "lag", ms: lagMs });
    const pay = () => payOnce(world, gateway, killed, findings);
    if (killed) for (let count = 0; count < payments; count += 1) await pay();
    else await Promise.all(Array.from({ length: payments }, pay));
    findings.longest("slowest 200 to a notification, ms", world.gateways.slowestAcceptanceMs);
    findings.checkTime(
      world.gateways.slowestAcceptanceMs < acknowledgeMs,
      "a notification was answered too late",
    );
    world.checkDefects(findings);
  } finally {
    await world.stop();
  }
}

async function payOnce(
  world: World,
  { gateway, method, amount, currency }: LaggingGateway,
  killed: boolean,
  findings: Findings,
): Promise<void> {
  const created = await world.calls.createSession({
    ...{ orderRef: `L-${randomUUID().slice(0, 13)}`, amount, currency },
  });
  const session = created.body as SessionRecord;
  const order = world.gateways.orderAt(linkOf(await world.calls.start(session.id, method)));
  const saysPaidAt = await payAndKill(world, order, killed);
  findings.add("payments");
  findings.check(saysPaidAt !== null, `a notification of ${gateway} was not answered 200`);
  const event = await world.shop.hears("checkout.paid", session.id, patienceMs);
  const late = event === undefined ? Infinity : Date.parse(event.timestamp) - (saysPaidAt ?? 0);
  findings.longest("longest from the gateway's word to paid, ms", late);
  findings.check(event !== undefined, `${gateway}: never paid`);
  findings.checkTime(late <= paidMs, `${gateway}: paid ${late} ms after the gateway said so`);
}

/** When queries begin to say paid; null when the notification was not taken. */
async function payAndKill(
  world: World,
  order: GatewayOrder,
  killed: boolean,
): Promise<number | null> {
  const answered = world.gateways.next(isNotificationAnswer(order.gateway));
  const paidAt = Date.now();
  const paying = world.gateways.pay(order, "now");
  const answer = await answered;
  if (killed) {
    const [instance] = world.instances;
    await instance?.kill();
    await instance?.start();
  }
  await paying;
  return answer.status === 200 ? paidAt + lagMs : null;
}

function isNotificationAnswer(gateway: GatewayName) {
  return (entry: { gateway: GatewayName; call: string; kind: string }) =>
    entry.gateway === gateway &&
    entry.kind === "answer" &&
    (entry.call === "callback" || entry.call === "webhook");
}
