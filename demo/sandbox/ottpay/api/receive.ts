/**
 * POST /processV2: one address for every action. The envelope's result code and message stand
 * outside the seal, and a refusal carries no sealed data, as clients of the real one report.
 */
import type { Request, Response } from "express";
import type { Answer } from "../../answer.ts";
import { perform } from "../../perform.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import { actions } from "./actions.ts";
import { isSilentCard } from "./card-charges.ts";
import { EnvelopeError, openEnvelope } from "./envelope.ts";
import type { Envelope } from "./envelope.ts";
import { writeOuter } from "./outer.ts";
import { refusal } from "./reply.ts";
import type { Asked, Reply } from "./reply.ts";
import { sealInDialect } from "./seal.ts";

type Opened = { readonly asked: Asked } | { readonly refused: Reply };

export async function receive(
  gateway: OttpayGateway,
  request: Request,
  response: Response,
): Promise<void> {
  const { engine } = gateway;
  const message = toMessage(request.body);
  const opened = open(gateway, message);
  const name = actions.has(message.action) ? message.action : "unknown";
  const asked = "asked" in opened ? opened.asked : null;
  const orderId =
    asked?.["prepay_order_id"] ?? asked?.["ori_order_id"] ?? asked?.["orderId"] ?? null;
  const exchange = engine.journal.nextExchange();
  const about = { gateway: "ottpay" as const, orderId, exchange };
  engine.counts.add(name);
  engine.journal.record({
    ...about,
    from: "merchant",
    kind: "request",
    call: name,
    status: null,
    sealed: request.body as unknown,
    opened: asked,
    note: "refused" in opened ? opened.refused.message : null,
  });
  const call = {
    ...about,
    name,
    act: (lagMs: number) =>
      toAnswer(gateway, changed(gateway, name, decide(gateway, message, opened, lagMs))),
    refuse: (code: string) => toAnswer(gateway, refusal(code, "as told")),
    spoil,
  };
  const told = engine.behaviours.take("ottpay", name);
  const isSilent = told.do === "normal" && isSilentCard(gateway, asked);
  await perform(engine, call, isSilent ? { do: "commit-then-hang" } : told, response);
}

interface Message extends Envelope {
  readonly action: string;
  readonly version: string;
  readonly merchantId: string;
}

function toMessage(body: unknown): Message {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === "string" ? value : "";
  };
  return {
    action: text("action"),
    version: text("version"),
    merchantId: text("merchant_id"),
    data: text("data"),
    md5: text("md5"),
  };
}

function open(gateway: OttpayGateway, message: Message): Opened {
  const { merchantId, signKey } = gateway.merchant;
  if (message.merchantId !== merchantId) {
    return { refused: refusal("PARAM_INVALID", "merchant_id is not known") };
  }
  try {
    const fields = openEnvelope(message, signKey);
    const odd = Object.keys(fields).find((name) => typeof fields[name] !== "string");
    if (odd === undefined) return { asked: fields as Record<string, string> };
    return { refused: refusal("PARAM_ERROR", `${odd} must be text`) };
  } catch (error) {
    if (error instanceof EnvelopeError) return { refused: refusal("FAIL", error.message) };
    throw error;
  }
}

function decide(gateway: OttpayGateway, message: Message, opened: Opened, lagMs: number): Reply {
  const action = actions.get(message.action);
  if (action === undefined) return refusal("PARAM_INVALID", "action is not known");
  if (message.version !== action.version) {
    return refusal("PARAM_INVALID", `version of ${message.action} is ${action.version}`);
  }
  if ("refused" in opened) return opened.refused;
  const { asked } = opened;
  const missing = action.required.find((name) => (asked[name] ?? "") === "");
  if (missing !== undefined) return refusal("PARAM_ERROR", `${missing} is missing`);
  const merchantId = asked["merchant_id"] ?? message.merchantId;
  if (merchantId !== message.merchantId) {
    return refusal("PARAM_INVALID", "merchant_id differs inside the seal");
  }
  return action.act(gateway, asked, lagMs);
}

/** As a control wants it, where the call went well. */
function changed(gateway: OttpayGateway, action: string, reply: Reply): Reply {
  const change = gateway.answers.get(action);
  if (change === undefined || reply.fields === undefined) return reply;
  const fields = { ...reply.fields, ...change.fields };
  const kept = Object.entries(fields).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return { ...reply, code: change.resultCode ?? reply.code, fields: Object.fromEntries(kept) };
}

function toAnswer(gateway: OttpayGateway, reply: Reply): Answer {
  const { resultName, outer } = gateway.dialect;
  const head = { [resultName]: reply.code, rsp_msg: reply.message };
  const written = outer === "json" ? {} : { text: (body: unknown) => writeOuter(body, outer) };
  if (reply.fields === undefined) return { ...written, status: 200, body: head, opened: head };
  return {
    ...written,
    status: 200,
    body: { ...head, ...sealInDialect(gateway, reply.fields) },
    opened: { ...head, ...reply.fields },
  };
}

/** The data stay, the md5 is another message's. */
function spoil(answer: Answer): Answer {
  const body = answer.body as { readonly md5?: string };
  if (body.md5 === undefined) return answer;
  const md5 = body.md5.replaceAll(/./g, (digit) => (digit === "0" ? "1" : "0"));
  return { ...answer, body: { ...body, md5 } };
}
