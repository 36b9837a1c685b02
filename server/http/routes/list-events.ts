/** `GET /v1/events?after=`: every event by sequence, so that a shop can always catch up. */
import type { RequestHandler } from "express";
import { listEventsQuery } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import type { Ledger } from "../../ledger/ledger.ts";

export function listEventsRoute(ledger: Pick<Ledger, "eventsAfter">): RequestHandler {
  return async (request, response) => {
    const { after, limit } = parseQuery(request, listEventsQuery);
    const events = await ledger.eventsAfter(after, limit);
    response.json({ events, next: events.at(-1)?.sequence ?? after });
  };
}
