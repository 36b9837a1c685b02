/** POST /b/pbl/v2/inquiry/: not in a payment's first ten minutes, half an hour apart, three times a day. */
import type { Answer } from "../answer.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import type { OttuGateway } from "./gateway.ts";
import { detail, notFound, wrongFields } from "./refusals.ts";
import type { SessionRecord } from "./session.ts";
import { toSessionAnswer } from "./session-answer.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

export class Inquiries {
  readonly #asked = new WeakMap<SessionRecord, number[]>();

  inquire(gateway: OttuGateway, body: Body): Answer {
    const fields = new Fields(body);
    const sessionId = fields.text("session_id");
    const orderNo = fields.text("order_no", 128);
    if (sessionId === null && orderNo === null) {
      fields.complain("session_id", "Either session_id or order_no is required.");
    }
    if (!fields.sound) return wrongFields(fields.errors);
    const { book, engine } = gateway;
    const session = sessionId === null ? book.findByOrder(orderNo ?? "") : book.find(sessionId);
    if (session === undefined) return notFound();
    const now = engine.world.now();
    const today = (this.#asked.get(session) ?? []).filter((at) => now - at < day);
    if (now - session.createdAt < 10 * minute) return detail(400, "Too early for an inquiry.");
    if (today.length >= 3 || now - (today.at(-1) ?? 0) < 30 * minute) {
      return { ...detail(429, "Request was throttled."), headers: { "retry-after": "1800" } };
    }
    this.#asked.set(session, [...today, now]);
    return { status: 200, body: toSessionAnswer(gateway, session) };
  }
}
