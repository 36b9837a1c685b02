/**
 * The webhook, and for orders of the older API the disclosure. What the merchant answers decides
 * what the shopper sees: 200 sends them back, anything else leaves them on Ottu's page. Only silence
 * is a reason to ask again, twice at most.
 */
import type { OttuGateway } from "../model/gateway.ts";
import { noteWebhook, stateOf } from "../model/session.ts";
import type { SessionRecord, SessionState } from "../model/session.ts";
import type { SignatureVersion } from "../model/settings.ts";
import { spell, toDisclosure } from "./pos-disclosure.ts";
import { toPaymentFacts } from "./session-answer.ts";
import { signPayload } from "./signature.ts";
import type { Payload } from "./signature.ts";

const mostAttempts = 3;

export interface OttuNotice {
  /** Fields that replace those of the webhook; signed like the others. */
  readonly fields?: Payload;
  /** Fields that replace those of the webhook after it was signed. */
  readonly unsigned?: Payload;
  readonly signature?: SignatureVersion;
  readonly webhookKey?: string;
}

/** The merchant's HTTP status, null where none came, or nobody is to be told. */
export async function sendWebhook(
  gateway: OttuGateway,
  session: SessionRecord,
  notice: OttuNotice & { readonly state?: SessionState } = {},
): Promise<number | null> {
  const { engine, merchant } = gateway;
  if (session.webhookUrl === null) return null;
  const state = notice.state ?? stateOf(session, engine.world.now());
  const isOlder = session.flow !== "checkout";
  const told = isOlder ? toDisclosure : toPayload;
  const payload = { ...told(gateway, session, state), ...notice.fields };
  const behaviour = engine.behaviours.take("ottu", callOf(session));
  if (behaviour.do === "slow") await engine.schedule.wait(behaviour.ms);
  const key = behaviour.do === "wrong-seal" ? "wrong" : (notice.webhookKey ?? merchant.webhookKey);
  const signature = signPayload(payload, key, notice.signature ?? gateway.signature);
  const sealed = { ...payload, signature };
  const spelled = isOlder ? spell(sealed, gateway.posDialect) : sealed;
  const message = { ...spelled, ...notice.unsigned };
  for (let attempt = 1; ; attempt += 1) {
    const { status, silent } = await deliver(gateway, session, session.webhookUrl, message);
    if (!silent || attempt >= mostAttempts) return status;
  }
}

function callOf({ flow }: SessionRecord): "webhook" | "disclosure" {
  return flow === "checkout" ? "webhook" : "disclosure";
}

async function deliver(
  gateway: OttuGateway,
  session: SessionRecord,
  url: string,
  message: Payload,
): Promise<{ readonly status: number | null; readonly silent: boolean }> {
  const { engine } = gateway;
  const about = {
    gateway: "ottu" as const,
    call: callOf(session),
    orderId: session.orderNo,
    exchange: engine.journal.nextExchange(),
  };
  engine.journal.record({
    ...about,
    from: "gateway",
    kind: "request",
    status: null,
    opened: message,
  });
  const encoding = session.flow === "checkout" ? "json" : gateway.posDialect.encoding;
  const delivery = await engine.deliveries.post(url, message, encoding);
  const status = delivery.outcome === "answered" ? delivery.status : null;
  const body = delivery.outcome === "answered" ? delivery.body : delivery;
  engine.journal.record({ ...about, from: "merchant", kind: "answer", status, opened: body });
  noteWebhook(session, { at: engine.world.now(), outcome: delivery.outcome, status });
  return { status, silent: delivery.outcome === "timeout" };
}

function toPayload(gateway: OttuGateway, session: SessionRecord, state: SessionState): Payload {
  const facts = toPaymentFacts(gateway, session, state);
  return {
    ...facts,
    payment_type: facts["payment_type"] ?? "one_off",
    pg_params: {},
    gateway_response: {
      simulated: true,
      transaction_id: session.referenceNumber,
      outcome: facts["result"],
    },
  };
}
