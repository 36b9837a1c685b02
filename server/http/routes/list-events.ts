/** `GET /v1/events?after=&from=&to=&limit=`: every event by sequence, so that a shop can always catch up. */
import type { RequestHandler } from "express";
import { listEventsQuery } from "../../../contract/contract.ts";
import { parseQuery } from "../guards/query.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { periodOf } from "./period.ts";

export function listEventsRoute(ledger: Pick<Ledger, "eventsAfter">): RequestHandler {
  return async (request, response) => {
    const { after, limit, ...times } = parseQuery(request, listEventsQuery);
    const found = await ledger.eventsAfter(after, limit + 1, periodOf(times));
    const events = found.slice(0, limit);
    response.json({ events, next: found.length > limit ? events.at(-1)!.sequence : null });
  };
}
