/** Lists of sessions and events, page by page. */
import { z } from "zod";
import { shopEvent } from "./events.ts";
import { sessionId, sessionStatus, text, timestamp } from "./fields.ts";
import { sessionRecord } from "./session-record.ts";

/** Of one answer, in rows: who asks for more gets as many. */
export const pageLimit = z.coerce
  .number()
  .int()
  .min(1)
  .transform((limit) => Math.min(limit, 200))
  .default(100)
  .meta({ type: "integer", minimum: 1, maximum: 200, description: "most rows of one answer" });
export const period = {
  from: timestamp.optional().meta({ description: "made then or later" }),
  to: timestamp.optional().meta({ description: "made before" }),
};

export const sessionList = z
  .object({
    sessions: z.array(sessionRecord).meta({ description: "newest first" }),
    next: sessionId
      .nullable()
      .meta({ description: "the `after` of the next page; null at the end" }),
  })
  .meta({ id: "SessionList" });
export type SessionList = z.infer<typeof sessionList>;
export const listSessionsQuery = z.strictObject({
  orderRef: text(100).optional().meta({ description: "the shop's order" }),
  status: sessionStatus.optional(),
  ...period,
  after: sessionId.optional().meta({ description: "`next` of the page before" }),
  limit: pageLimit,
});

export const eventList = z
  .object({
    events: z.array(shopEvent).meta({ description: "by `sequence`, the oldest first" }),
    next: z.int().nullable().meta({
      description: "the `after` of the next page; null where there is no later event yet",
    }),
  })
  .meta({ id: "EventList" });
export type EventList = z.infer<typeof eventList>;
export const listEventsQuery = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: "the last `sequence` that is known; 0 = from the first on" }),
  ...period,
  limit: pageLimit,
});
