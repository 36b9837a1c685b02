/** What each command does to the world. Nothing here waits for an answer: that is the point. */
import { toBody, type Message } from "./model-gateway.ts";
import type { ModelOrder } from "./model-order.ts";
import type { Command } from "./commands.ts";
import { failureUrl, returnUrl, type Link, type World } from "./world.ts";

const amounts = ["19.99", "25.00"] as const;
/** How long each kind of request may keep its client waiting. */
const startMs = 10_500;
const returnMs = 3_000;
/** A list can come from a gateway, nothing else of a view does. */
const viewMs = 10_000;

/** @returns the time to move on by */
export function perform(world: World, command: Command): number {
  switch (command.do) {
    case "create":
      create(world, command);
      return 0;
    case "submit":
      submit(world, command);
      return 0;
    case "view":
      withSession(world, command.session, (id) =>
        world.ask("a view", command.process, viewMs, (flows) => flows.checkout.view(id)),
      );
      return 0;
    case "cancel":
      withSession(world, command.session, (id) =>
        world.ask("a cancel", command.process, 0, (flows) => flows.sessions.cancel(id)),
      );
      return 0;
    case "resolve":
      resolve(world, command);
      return 0;
    case "return":
      comeBack(world, command);
      return 0;
    case "notify":
      notify(world, command);
      return 0;
    case "pay":
    case "move":
      moveMoney(world, command);
      return 0;
    case "fault":
      gatewayAt(world, command.gateway).fault(command.call, command.as);
      return 0;
    case "down":
      gatewayAt(world, command.gateway).downFor(command.seconds * 1000);
      return 0;
    case "purge":
      world.ask("a purge", command.process, 0, (flows) => flows.methods.purge({}));
      return 0;
    case "rename":
      world.ottu.renameCode();
      return 0;
    case "kill":
      world.kill(command.process);
      return 0;
    case "advance":
      return command.ms;
  }
}

function at<Row>(rows: readonly Row[], index: number): Row | undefined {
  return rows.length === 0 ? undefined : rows[index % rows.length];
}

function gatewayAt(world: World, index: number) {
  return world.gateways[index % 2 === 0 ? 0 : 1];
}

function withSession(world: World, index: number, work: (id: string) => void): void {
  const id = at(world.sessions, index);
  if (id !== undefined) work(id);
}

function create(world: World, command: Extract<Command, { do: "create" }>): void {
  const body = {
    orderRef: `W-${command.order}`,
    amount: amounts[command.amount % 2] ?? amounts[0],
    currency: "CAD",
    expiresInSeconds: command.seconds,
    returnUrl,
    failureUrl,
    ...(command.repeat ? { allowRepeat: true } : {}),
  };
  const caller = { apiKey: "key", idempotencyKey: undefined };
  world.ask(
    "a session",
    command.process,
    0,
    (flows) => flows.sessions.create(body, caller),
    ({ record }) => {
      if (!world.sessions.includes(record.id)) world.sessions.push(record.id);
    },
  );
}

function submit(world: World, command: Extract<Command, { do: "submit" }>): void {
  const gateway = gatewayAt(world, command.gateway);
  const codes = gateway === world.ottu ? world.ottu.codes : ["WECHATPAY", "ALIPAY"];
  withSession(world, command.session, (id) => {
    for (let click = 0; click < command.times; click += 1) {
      const method = `${gateway.id}:${codes[(command.method + click) % 2] ?? ""}`;
      world.ask(
        "a start",
        command.process + click,
        startMs,
        (flows) => flows.payments.start(id, { method }),
        ({ redirectUrl }) => world.links.push({ sessionId: id, gateway, url: redirectUrl }),
      );
    }
  });
}

function resolve(world: World, command: Extract<Command, { do: "resolve" }>): void {
  withSession(world, command.session, (id) => {
    world.ask("a decision", command.process, 0, async ({ sessions }) => {
      const record = await sessions.read(id);
      const payment = record.payments.find(({ status }) => status === "review");
      if (payment === undefined) return;
      await sessions.resolve(id, { payment: payment.id, as: command.as, note: "looked at" });
    });
  });
}

export function orderOf(link: Link): ModelOrder {
  const ref = new URL(link.url).pathname.split("/").at(-1);
  const order = link.gateway.orders.find((candidate) => candidate.ref === ref);
  if (order === undefined) throw new Error("a link leads to an order");
  return order;
}

function comeBack(world: World, command: Extract<Command, { do: "return" }>): void {
  const link = at(world.links, command.link);
  if (link === undefined) return;
  const order = orderOf(link);
  world.ask(
    "a return",
    command.process,
    returnMs,
    (flows) => flows.returns.target(order.returnToken),
    (target) => {
      const failed = target.startsWith(failureUrl);
      const neverSaidSo = link.gateway.said.every(
        (said) => said.order !== order || said.state === "open" || said.state === "paid",
      );
      if (failed && neverSaidSo && world.time.now() < order.endsAt && !world.isResolved(order)) {
        world.wrong.push("the failure page without the gateway's word, or the shop's");
      }
    },
  );
}

function notify(world: World, command: Extract<Command, { do: "notify" }>): void {
  const told = world.gateways.flatMap(({ messages }) => messages);
  const message = at(told, command.message);
  if (message === undefined) return;
  for (let time = 0; time < command.times; time += 1) {
    switch (command.as) {
      case "genuine":
        deliver(world, message, command.process + time);
        break;
      case "forged":
        deliver(world, message, command.process + time, { seal: "forged" });
        break;
      case "other amount":
        deliver(world, message, command.process + time, {
          content: { ...message.content, amount: "0.02", fee: null },
        });
        break;
      case "other order":
        deliver(world, message, command.process + time, { to: at(world.links, command.message) });
    }
  }
}

/** Notifications are answered once they are stored: no gateway is waited for. */
export function deliver(
  world: World,
  message: Message,
  process: number,
  change: { seal?: string; content?: Message["content"]; to?: Link | undefined } = {},
): void {
  const { gateway, order } =
    change.to === undefined
      ? { gateway: ownerOf(world, message.order), order: message.order }
      : { gateway: change.to.gateway, order: orderOf(change.to) };
  const body = toBody(change.content ?? message.content, change.seal);
  world.ask("a notification", process, 0, (flows) =>
    flows.notifications.receive(gateway.id, order.notifyToken, body, "application/json"),
  );
}

function ownerOf(world: World, order: ModelOrder) {
  return world.ottpay.orders.includes(order) ? world.ottpay : world.ottu;
}

function moveMoney(world: World, command: Extract<Command, { do: "pay" | "move" }>): void {
  const link = at(world.links, command.link);
  if (link === undefined) return;
  const { gateway } = link;
  const order = orderOf(link);
  const before = gateway.messages.length;
  const wasPaid = world.knowsPaid(order);
  const moved =
    command.do === "pay"
      ? gateway.pay(order, command.as, command.lagMs)
      : gateway.move(order, command.as, command.money, command.lagMs);
  if (!moved) return;
  const news = gateway.messages.slice(before);
  if (wasPaid && command.as === "again") world.owed.push(...news);
  if (!command.tells) return;
  for (const message of news) deliver(world, message, command.process);
}
