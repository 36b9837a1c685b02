/**
 * All clocks are right again, the gateways answer, and a minute has passed: then everything is as if
 * no clock had ever been wrong, for what was there and for what comes.
 */
import type { Payment } from "../../server/ledger/ledger.ts";
import { advance } from "./drive.ts";
import { rightMs } from "./known-time.ts";
import { unheard } from "./laws.ts";
import { perform, deliver } from "./perform.ts";
import type { World } from "./world.ts";

/** A stall ends before. */
const stalledMs = 40_000;
/** Long enough for a start, and for a message to be confirmed. */
const soonMs = 12_000;

/** An open payment is asked about as often at least. */
const regularMs = 5 * 60_000;

export async function rightAgain(world: World): Promise<readonly string[]> {
  for (const gateway of world.gateways) gateway.line.recover();
  world.putClocksRight();
  world.tellsLate = false;
  await advance(world, stalledMs);
  await advance(world, rightMs);
  const wrong = [...untold(world), ...putOff(world), ...(await unlikeEver(world))];
  await advance(world, regularMs + soonMs);
  return [...wrong, ...unheard(world)];
}

/** Nobody waits longer for a question than where a gateway did not answer for long. */
function putOff(world: World): readonly string[] {
  const latest = world.time.now() + regularMs;
  const isLate = ({ status, nextAskAt }: Payment) =>
    status === "pending" && (nextAskAt === null || nextAskAt > latest);
  return world.payments().some(isLate)
    ? ["a payment is asked about later than ever, a minute after all is well"]
    : [];
}

function untold({ books }: World): readonly string[] {
  return books.delivered === books.events.length
    ? []
    : ["an event is not delivered a minute after all is well"];
}

/** Somebody buys something else and pays for it. */
async function unlikeEver(world: World): Promise<readonly string[]> {
  for (const gateway of world.gateways) gateway.line.hurry();
  const before = { sessions: world.sessions.length, links: world.links.length };
  perform(world, {
    ...{ do: "create", order: 9, amount: 0, seconds: 900, repeat: false, key: null, process: 0 },
  });
  await advance(world, soonMs);
  const session = world.sessions.length - 1;
  if (session < before.sessions) return ["a session cannot be made a minute after all is well"];
  perform(world, { do: "submit", session, gateway: 0, method: 0, times: 1, process: 1 });
  await advance(world, soonMs);
  const link = world.links.length - 1;
  const order = world.links[link];
  if (order === undefined || link < before.links) {
    return ["a payment cannot be started a minute after all is well"];
  }
  const { gateway, url } = order;
  gateway.pay(gateway.orderAt(url), "full", 0);
  const message = gateway.messages.at(-1);
  if (message !== undefined) deliver(world, message, 0);
  await advance(world, soonMs);
  const status = world.session(order.sessionId)?.status;
  const isTold = world.books.events.some(
    ({ type, sessionId }) => type === "checkout.paid" && sessionId === order.sessionId,
  );
  return status === "paid" && isTold
    ? untold(world)
    : ["what is paid is not known a minute after all is well"];
}
