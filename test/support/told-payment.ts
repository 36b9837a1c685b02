/** One payment at Ottu, from the shop's request to its event, and the lines that a log has of it. */
import assert from "node:assert/strict";
import type { CreateSessionRequest } from "../../contract/contract.ts";
import { anOrder, asShop, start, type RunningProxy } from "./running-proxy.ts";

export const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

export type Line = Readonly<Record<string, string | number | boolean>> & {
  readonly level: number;
  readonly msg: string;
};

/** Resolves to the session's id once the shop has heard of it and the shopper is back. */
export async function payOnce(
  running: RunningProxy,
  order: Partial<CreateSessionRequest> = {},
): Promise<string> {
  const headers = { ...asShop, traceparent };
  const made = await running.post("/v1/sessions", anOrder(order), headers);
  const session = made.json as { id: string };
  await running.get(`/v1/checkout/${session.id}`);
  const started = await start(running, session, "ottu:knet-main");
  assert.equal(started.status, 201, started.text);
  const { sessionId, redirectUrl } = running.sandbox.ottu.orders().at(-1) ?? {};
  await running.sandbox.ottu.pay(sessionId ?? "", { webhook: "now" });
  const isPaid = (line: Line) => line.msg === "the shop took an event";
  await running.event(({ type, data }) => {
    return type === "checkout.paid" && data.session.id === session.id;
  });
  await fetch(redirectUrl ?? "", { redirect: "manual" });
  while (!linesOf(running.log).some(isPaid));
  return session.id;
}

export function linesOf(log: readonly string[]): readonly Line[] {
  return log.map((line) => JSON.parse(line) as Line);
}
