/** The controls of sandbox.ts, on the gateway. */
import type { Engine } from "../engine.ts";
import { sendCallback } from "./callback.ts";
import { sealEnvelope } from "./envelope.ts";
import type { OttpayGateway } from "./gateway.ts";
import { payOrder } from "./pay.ts";
import type { OttpaySandbox } from "./sandbox.ts";

export function createOttpayControls(gateway: OttpayGateway, engine: Engine): OttpaySandbox {
  return {
    url: `${engine.origin}/processV2`,
    origin: engine.origin,
    ...gateway.merchant,
    orders: () => gateway.book.all().map((order) => gateway.describe(order)),
    calls: (action) => engine.counts.of(action),
    allCalls: () => engine.counts.all(),
    pay: async (id, options) => payOrder(gateway, gateway.require(id), options),
    decline: (id) => void (gateway.require(id).declines += 1),
    close: (id) => void (gateway.require(id).closed = true),
    expire: (id) => void (gateway.require(id).expiresAt = engine.world.now()),
    notify: async (id, options) => sendCallback(gateway, gateway.require(id), options),
    seal: (fields, signKey = gateway.merchant.signKey) => sealEnvelope(fields, signKey),
    setDialect: (dialect) => void (gateway.dialect = { ...gateway.dialect, ...dialect }),
  };
}
