/** What the shop is told. */
import { z } from "zod";
import { shopEventTypes } from "../vocabulary.ts";
import { timestamp } from "./fields.ts";
import { sessionRecord } from "./session-record.ts";

/** What the shop is told: the whole session as it stood when this happened. `sequence` has no gaps. */
export const shopEvent = z
  .object({
    id: z.string().meta({ description: "the same in every delivery of it", example: "evt_1" }),
    type: z.enum(shopEventTypes).meta({ description: "what happened; more may come" }),
    sequence: z.int().min(1).meta({ description: "from 1 on, without a gap" }),
    timestamp: timestamp.meta({ description: "when it happened: ISO 8601, UTC" }),
    data: z
      .object({
        session: sessionRecord,
        payment: z.string().nullable().meta({ description: "id of the payment this is about" }),
        details: z
          .record(z.string(), z.string())
          .optional()
          .meta({ description: "what belongs to the type: docs/events.md" }),
      })
      .meta({ description: "the whole session as it stood then" }),
  })
  .meta({ id: "ShopEvent" });
export type ShopEvent = z.infer<typeof shopEvent>;

/** What `events --test` and `doctor --webhook` send: that the way to the shop is open, and nothing else. */
export const testEvent = z
  .object({
    id: z.string().meta({ description: "the same in every delivery of it", example: "evt_1" }),
    type: z.literal("test.ping").meta({ description: "that the way to the shop is open" }),
    timestamp: timestamp.meta({ description: "when it was made: ISO 8601, UTC" }),
    data: z.strictObject({}).meta({ description: "nothing" }),
  })
  .meta({ id: "TestEvent" });
export type TestEvent = z.infer<typeof testEvent>;
