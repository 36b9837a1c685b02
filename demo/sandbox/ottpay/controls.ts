/** The controls of sandbox.ts, on the gateway. */
import type { Engine } from "../engine.ts";
import { SandboxError } from "../errors.ts";
import { actions } from "./api/actions.ts";
import { sendCallback } from "./api/callback.ts";
import { sealEnvelope } from "./api/envelope.ts";
import { payOrder } from "./api/pay.ts";
import type { OttpayCharge } from "./model/charge.ts";
import type { OttpayGateway } from "./model/gateway.ts";
import type { OttpayCardWish, OttpaySandbox } from "./sandbox.ts";

export function createOttpayControls(gateway: OttpayGateway, engine: Engine): OttpaySandbox {
  return {
    url: `${engine.origin}/processV2`,
    origin: engine.origin,
    ...gateway.merchant,
    orders: () => gateway.book.all().map((order) => gateway.describe(order)),
    charges: () => structuredClone(gateway.charges.all()),
    setCards: (wish) => void (gateway.cardWish = assertWish(wish)),
    decideCharge: (id, outcome) => gateway.charges.decide(requireCharge(gateway, id), outcome),
    setAnswer: (action, change = {}) => void gateway.answers.set(assertAction(action), change),
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

function assertWish(wish: OttpayCardWish): OttpayCardWish {
  for (const name of ["fee", "taken"] as const) {
    if (!/^[0-9]{1,12}$/.test(wish[name] ?? "0")) {
      throw new SandboxError("invalid", `${name} must be cents, as digits`);
    }
  }
  return { ...wish };
}

function assertAction(action: string): string {
  if (actions.has(action)) return action;
  throw new SandboxError("invalid", `OTT Pay has no action ${action}`);
}

function requireCharge(gateway: OttpayGateway, orderId: string): OttpayCharge {
  const charge = gateway.charges.find(orderId);
  if (charge !== undefined) return charge;
  throw new SandboxError("unknown_order", `OTT Pay has no charge ${orderId}`);
}
