/** What each command does to the world. Nothing here waits for an answer: that is the point. */
import type { Link } from "./asked.ts";
import type { Command } from "./commands.ts";
import { openBody, toBody, type Message } from "./model-message.ts";
import * as requests from "./requests.ts";
import { at, gatewayAt, orderOf } from "./requests.ts";
import type { World } from "./world.ts";

/** @returns the time to move on by */
export function perform(world: World, command: Command): number {
  switch (command.do) {
    case "create":
      requests.create(world, command);
      return 0;
    case "submit":
      requests.submit(world, command);
      return 0;
    case "view":
      requests.view(world, command);
      return 0;
    case "cancel":
      requests.cancel(world, command);
      return 0;
    case "resolve":
      requests.resolve(world, command);
      return 0;
    case "return":
      requests.comeBack(world, command);
      return 0;
    case "query":
      requests.query(world, command);
      return 0;
    case "notify":
      notify(world, command);
      return 0;
    case "pay":
    case "move":
      moveMoney(world, command);
      return 0;
    case "fault":
      gatewayAt(world, command.gateway).line.fault(command.call, command.as);
      return 0;
    case "down":
      gatewayAt(world, command.gateway).line.downFor(command.seconds * 1000);
      return 0;
    case "purge":
      world.ask({
        what: "a purge",
        process: command.process,
        limitMs: 0,
        work: (flows) => flows.methods.purge({}),
      });
      return 0;
    case "rename":
      world.ottu.renameCode();
      return 0;
    case "clock":
      world.putClock(command.process, command.aheadMs);
      return 0;
    case "kill":
      world.kill(command.process);
      return 0;
    case "stall":
      world.stall(command.process, command.seconds * 1000);
      return 0;
    case "expire":
      return untilEnd(world, command);
    case "advance":
      return command.ms;
  }
}

/** How long it is to a moment near the end of a session, or of its latest order. */
function untilEnd(world: World, { session, of, ms }: Extract<Command, { do: "expire" }>): number {
  const id = at(world.sessions, session);
  const payments = world.payments().filter(({ sessionId }) => sessionId === id);
  const end =
    id === undefined || of === "session"
      ? world.session(id ?? "")?.expiresAt
      : payments.at(-1)?.expiresAt;
  return Math.max(0, (end ?? 0) + ms - world.time.now());
}

function notify(world: World, command: Extract<Command, { do: "notify" }>): void {
  const told = world.gateways.flatMap(({ messages }) => messages);
  const message = at(told, command.message);
  if (message === undefined) return;
  for (let time = 0; time < command.times; time += 1) {
    const process = command.process + time;
    switch (command.as) {
      case "genuine":
        deliver(world, message, process);
        break;
      case "forged":
        deliver(world, message, process, { seal: "forged" });
        break;
      case "other amount":
        deliver(world, message, process, {
          content: { ...message.content, amount: "0.02", fee: null },
        });
        break;
      case "other order":
        deliver(world, message, process, { to: at(world.links, command.message) });
        break;
      case "unknown address":
        deliver(world, message, process, { token: "no-such-token-0123456789abcdef" });
    }
  }
}

interface Change {
  readonly seal?: string;
  readonly content?: Message["content"];
  readonly to?: Link | undefined;
  readonly token?: string;
}

/**
 * Notifications are answered once they are stored: no gateway is waited for. A genuine one is never
 * refused, and nothing else is ever taken.
 */
export function deliver(
  world: World,
  message: Message,
  process: number,
  { seal, content = message.content, to, token }: Change = {},
): void {
  const { gateway, order } =
    to === undefined
      ? { gateway: ownerOf(world, message), order: message.order }
      : { gateway: to.gateway, order: orderOf(to) };
  const body = toBody(content, seal);
  const refusal =
    token !== undefined ? "not_found" : seal !== undefined ? "notification_unverified" : undefined;
  world.ask({
    what: "a notification",
    process,
    limitMs: 0,
    work: ({ notifications }) =>
      notifications.receive(gateway.id, token ?? order.notifyToken, body, "application/json"),
    answered() {
      if (refusal !== undefined) return ["a message was taken that is not the gateway's"];
      const { transactionRef, claimedState } = message.content;
      if (transactionRef !== null && claimedState === "paid" && order === message.order) {
        world.heardOf.add(transactionRef);
      }
      return world.books.notifications.has(openBody(body).fingerprint)
        ? []
        : ["a notification was answered that is not in the ledger"];
    },
    refused: ({ code }) => (code === refusal ? [] : [`a notification was refused as ${code}`]),
  });
}

function ownerOf(world: World, { order }: Message) {
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
