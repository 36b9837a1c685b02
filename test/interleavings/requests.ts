/** What shops and shoppers ask of us, and what is wrong with some answers. */
import { judgeStart, judgeView } from "./answer-laws.ts";
import { unaskedEnds } from "./changed-minds.ts";
import type { Command } from "./commands.ts";
import type { ModelOrder } from "./model-order.ts";
import type { Link } from "./asked.ts";
import { failureUrl, returnUrl, type World } from "./world.ts";

type Doing<Name extends Command["do"]> = Extract<Command, { do: Name }>;

const amounts = ["19.99", "25.00"] as const;
const startMs = 10_500;
const returnMs = 3_000;
/** As long as a gateway's list is waited for where nobody has it: whether it takes the currency. */
const listMs = 2_000;
/** A gateway's answer is waited for as long as this, whoever asks. */
const gatewayMs = 10_000;
/** How long a key answers what it answered first. */
const keyMs = 48 * 3_600_000;

export function at<Row>(rows: readonly Row[], index: number): Row | undefined {
  return rows.length === 0 ? undefined : rows[index % rows.length];
}

export function orderOf({ gateway, url }: Link): ModelOrder {
  return gateway.orderAt(url);
}

export function create(world: World, command: Doing<"create">): void {
  const { order, amount, seconds, repeat, key, process } = command;
  const body = {
    orderRef: world.knownTime.nameOf(`W-${order}`),
    amount: amounts[amount % 2] ?? amounts[0],
    currency: "CAD",
    expiresInSeconds: seconds,
    returnUrl,
    failureUrl,
    ...(repeat ? { allowRepeat: true } : {}),
  };
  const idempotencyKey = key === null ? undefined : world.knownTime.nameOf(`key-${key}`);
  world.ask({
    what: "a session",
    process,
    limitMs: listMs,
    work: (flows) => flows.sessions.create(body, { apiKey: "key", idempotencyKey }),
    answered({ record }) {
      if (!world.sessions.includes(record.id)) world.sessions.push(record.id);
      return idempotencyKey === undefined
        ? []
        : sameAnswer(world, idempotencyKey, JSON.stringify(body), record.id);
    },
  });
}

/** One key, one body, one session. */
function sameAnswer(world: World, key: string, body: string, sessionId: string): string[] {
  const now = world.time.now();
  const knowsTime = world.knownTime.isKnownFor(key);
  const earlier = world.keyed.get(key);
  if (earlier === undefined || earlier.until <= now || !knowsTime) {
    world.keyed.set(key, { body, sessionId, until: now + keyMs });
    return [];
  }
  if (earlier.body !== body) return ["a key was taken for another body"];
  return earlier.sessionId === sessionId ? [] : ["a key made two sessions"];
}

export function submit(world: World, command: Doing<"submit">): void {
  const gateway = gatewayAt(world, command.gateway);
  const codes = gateway === world.ottu ? world.ottu.codes : ["WECHATPAY", "ALIPAY"];
  withSession(world, command.session, (id) => {
    const { presses } = world;
    if ((presses.last.get(id) ?? gateway) !== gateway) presses.alternating += 1;
    presses.last.set(id, gateway);
    for (let click = 0; click < command.times; click += 1) {
      const method = `${gateway.id}:${codes[(command.method + click) % 2] ?? ""}`;
      const judge = judgeStart(world, id, gateway);
      world.ask({
        what: "a start",
        process: command.process + click,
        limitMs: startMs,
        work: (flows) => flows.payments.start(id, { method }),
        answered(started) {
          world.links.push({ sessionId: id, gateway, url: started.redirectUrl });
          return judge(started);
        },
      });
    }
  });
}

export function gatewayAt(world: World, index: number) {
  return world.gateways[index % 2 === 0 ? 0 : 1];
}

export function view(world: World, command: Doing<"view" | "cancel">): void {
  withSession(world, command.session, (id) =>
    world.ask({
      what: "a view",
      process: command.process,
      limitMs: gatewayMs,
      work: (flows) => flows.checkout.view(id),
      answered: judgeView(world, id),
    }),
  );
}

export function cancel(world: World, command: Doing<"view" | "cancel">): void {
  withSession(world, command.session, (id) =>
    world.ask({
      what: "a cancel",
      process: command.process,
      limitMs: 0,
      work: (flows) => flows.sessions.cancel(id),
    }),
  );
}

export function resolve(world: World, command: Doing<"resolve">): void {
  withSession(world, command.session, (id) => {
    world.ask({
      what: "a decision",
      process: command.process,
      limitMs: 0,
      async work({ sessions }) {
        const record = await sessions.read(id);
        const payment = record.payments.find(({ status }) => status === "review");
        if (payment === undefined) return;
        await sessions.resolve(id, { payment: payment.id, as: command.as, note: "looked at" });
      },
    });
  });
}

function withSession(world: World, index: number, work: (id: string) => void): void {
  const id = at(world.sessions, index);
  if (id !== undefined) work(id);
}

/** Never the failure page without the gateway's word. */
export function comeBack(world: World, command: Doing<"return" | "query">): void {
  const link = at(world.links, command.link);
  if (link === undefined) return;
  const order = orderOf(link);
  const askedAt = world.time.now();
  const known = world.known(order)?.payment;
  world.ask({
    what: "a return",
    process: command.process,
    limitMs: returnMs,
    work: (flows) => flows.returns.target(order.returnToken),
    answered(target) {
      const neverSaidSo = link.gateway.said.every(
        (said) => said.order !== order || said.state === "open" || said.state === "paid",
      );
      if (!world.knowsTimeOf(order)) return [];
      const isFailure = target.startsWith(failureUrl);
      const isOpen = world.time.now() < order.endsAt && !world.isResolved(order);
      return [
        ...(isFailure && neverSaidSo && isOpen
          ? ["the failure page without the gateway's word, or the shop's"]
          : []),
        ...unaskedEnds(world, known === undefined ? [] : [known], askedAt),
      ];
    },
  });
}

/** Asks the gateway at a moment of its own, as every worker of every process may. */
export function query(world: World, command: Doing<"return" | "query">): void {
  const link = at(world.links, command.link);
  const payment = link === undefined ? undefined : world.known(orderOf(link))?.payment;
  if (payment === undefined) return;
  world.ask({
    what: "a query",
    process: command.process,
    limitMs: gatewayMs,
    work: ({ confirmation }) =>
      confirmation.ask(payment, "reconciler", new AbortController().signal),
  });
}
