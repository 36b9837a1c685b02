/** A call of Ottu's APIs: who asks, what they ask, what is answered, all of it written down. */
import type { Request, Response } from "express";
import type { Answer } from "../../answer.ts";
import { perform } from "../../perform.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { refuseCaller } from "./auth.ts";
import { changeSession, createSession, readSession } from "./checkout.ts";
import type { Body } from "./fields.ts";
import { inquire } from "./inquiry.ts";
import { operate } from "./operations.ts";
import { listMethods } from "./payment-methods.ts";
import { createPosOrder } from "./pos.ts";
import { errorObject, wrongFields } from "./refusals.ts";

interface Asked {
  readonly body: Body;
  readonly sessionId: string;
  readonly trackingKey: string | undefined;
  readonly lagMs: number;
}

type Endpoint = (gateway: OttuGateway, asked: Asked) => Answer;

/** By the names that behaviours and counts go by. */
export const endpoints = {
  "payment-methods": (gateway, { body }) => listMethods(gateway, body),
  "pymt-txn:create": (gateway, { body }) => createSession(gateway, body),
  "pymt-txn:read": (gateway, { sessionId, lagMs }) => readSession(gateway, sessionId, lagMs),
  "pymt-txn:change": (gateway, { sessionId, body }) => changeSession(gateway, sessionId, body),
  operation: (gateway, { body, trackingKey }) => operate(gateway, body, trackingKey),
  inquiry: (gateway, { body }) => inquire(gateway, body),
  "pos:create": (gateway, { body }) => createPosOrder(gateway, "pos", body),
  "pos-d:create": (gateway, { body }) => createPosOrder(gateway, "pos-d", body),
} satisfies Readonly<Record<string, Endpoint>>;

/** The older API asks for no key. */
const keyless: ReadonlySet<string> = new Set(["pos:create", "pos-d:create"]);

export async function receive(
  gateway: OttuGateway,
  name: keyof typeof endpoints,
  request: Request,
  response: Response,
): Promise<void> {
  const { engine } = gateway;
  const body = toBody(request);
  const sessionId = String(request.params["sessionId"] ?? "");
  const orderId = orderOf(gateway, body ?? {}, sessionId);
  const exchange = engine.journal.nextExchange();
  const about = { gateway: "ottu" as const, orderId, exchange };
  engine.counts.add(name);
  engine.journal.record({
    ...about,
    from: "merchant",
    kind: "request",
    call: name,
    status: null,
    opened: body ?? { session_id: sessionId },
  });
  const refused = keyless.has(name)
    ? null
    : refuseCaller(request.get("authorization"), gateway.merchant);
  const act = (lagMs: number) => {
    if (refused !== null) return refused;
    if (body === null) return wrongFields({ non_field_errors: ["Invalid data."] });
    const trackingKey = request.get("tracking-key");
    return endpoints[name](gateway, { body, sessionId, trackingKey, lagMs });
  };
  const call = { ...about, name, act, refuse: errorObject, spoil: (answer: Answer) => answer };
  await perform(engine, call, engine.behaviours.take("ottu", name), response);
}

/** Null where something was sent that is no object. */
function toBody(request: Request): Body | null {
  const body: unknown = request.body ?? {};
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Body) : null;
}

function orderOf(gateway: OttuGateway, body: Body, sessionId: string): string | null {
  const given = body["order_no"];
  if (typeof given === "string") return given;
  const named = typeof body["session_id"] === "string" ? body["session_id"] : sessionId;
  return gateway.book.find(named)?.orderNo ?? null;
}
