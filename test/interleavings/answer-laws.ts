/** Laws about answers: what a client that asked at one moment may be told, whatever happened since. */
import type { CheckoutView, StartedPayment } from "../../contract/contract.ts";
import type { Payment, Session } from "../../server/ledger/ledger.ts";
import { plus } from "./amounts.ts";
import { unaskedEnds, wasAsked } from "./changed-minds.ts";
import type { ModelGateway } from "./model-gateway.ts";
import type { World } from "./world.ts";

/** A link is handed out only with this much time left. */
const leastMs = 60_000;
/** As long as a query may take that somebody else began. */
const queryMs = 10_000;

/** Judges the answer to a start that is asked for now. */
export function judgeStart(
  world: World,
  sessionId: string,
  gateway: ModelGateway,
): (answer: StartedPayment) => readonly string[] {
  const askedAt = world.time.now();
  const session = world.session(sessionId);
  const known = world.payments().filter((payment) => payment.sessionId === sessionId);
  const over = isOver(session) || askedAt + leastMs > (session?.expiresAt ?? Infinity);
  return (answer) => {
    const wrong: string[] = [];
    const knewTime = world.knownTime.isKnownFor(session?.orderRef ?? "");
    if (over && knewTime) wrong.push("a link was given on a session that was over");
    const payment = world.payments().find(({ id }) => id === answer.paymentId);
    const order = gateway.orderAt(answer.redirectUrl);
    if (payment?.orderNumber !== order.number || payment.sessionId !== sessionId) {
      wrong.push("a link leads to another session's order");
    }
    if (order.amount !== session?.amount || order.currency !== session.currency) {
      wrong.push("the gateway was asked for another amount");
    }
    if (answer.amount !== plus(order.amount, answer.fee)) {
      wrong.push("a start promises another amount");
    }
    const isOld = known.some(({ id }) => id === answer.paymentId);
    if (isOld && knewTime && (payment?.expiresAt ?? Infinity) - askedAt < leastMs) {
      wrong.push("a link was given again that was nearly over");
    }
    for (const other of known) {
      if (
        knewTime &&
        isLive(other) &&
        other.provider !== gateway.id &&
        !wasAsked(world, other, askedAt - queryMs)
      ) {
        wrong.push("a start did not ask the other gateway first");
      }
    }
    if (knewTime) wrong.push(...unaskedEnds(world, known, askedAt));
    return wrong;
  };
}

/** Judges a view that is asked for now: of what is over it shows nothing to pay. */
export function judgeView(world: World, sessionId: string): (view: CheckoutView) => string[] {
  const session = world.session(sessionId);
  const over = isOver(session);
  return ({ methods }) =>
    over && world.knownTime.isKnownFor(session?.orderRef ?? "") && methods.length > 0
      ? ["a view offers methods of a session that is over"]
      : [];
}

/** For good: what is authorized or in review may become payable again. */
function isOver(session: Session | undefined): boolean {
  if (session === undefined) return false;
  return session.canceledAt !== null || session.status === "paid" || session.status === "expired";
}

function isLive({ status, handedOutAt }: Payment): boolean {
  return status === "pending" && handedOutAt !== null;
}
