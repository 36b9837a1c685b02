/** POST /b/pbl/v2/inquiry/: not in a payment's first ten minutes, half an hour apart, three times a day. */
import type { Answer } from "../../answer.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import { detail, notFound, wrongFields } from "./refusals.ts";
import { toSessionAnswer } from "./session-answer.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

export function inquire(gateway: OttuGateway, body: Body): Answer {
  const fields = new Fields(body);
  const session = fields.session(gateway.book);
  if (!fields.sound) return wrongFields(fields.errors);
  if (session === undefined) return notFound();
  const now = gateway.engine.world.now();
  const today = session.inquiredAt.filter((at) => now - at < day);
  if (now - session.createdAt < 10 * minute) return detail(400, "Too early for an inquiry.");
  if (today.length >= 3 || now - (today.at(-1) ?? 0) < 30 * minute) {
    return { ...detail(429, "Request was throttled."), headers: { "retry-after": "1800" } };
  }
  session.inquiredAt = [...today, now];
  return { status: 200, body: toSessionAnswer(gateway, session) };
}
