/** The controls of sandbox.ts, on the gateway. */
import { parseDecimal } from "../decimals.ts";
import type { Engine } from "../engine.ts";
import { SandboxError } from "../errors.ts";
import { operateOn } from "./api/operations.ts";
import { endPayment } from "./api/settle.ts";
import { signPayload } from "./api/signature.ts";
import { sendWebhook } from "./api/webhook.ts";
import type { OttuGateway } from "./model/gateway.ts";
import type { Method } from "./model/methods.ts";
import { posDialectPresets } from "./model/pos-dialect.ts";
import type { OttuSandbox } from "./sandbox.ts";

export function createOttuControls(gateway: OttuGateway, engine: Engine): OttuSandbox {
  const { merchant } = gateway;
  return {
    url: engine.origin,
    ...merchant,
    methods: (currency) =>
      gateway.methods.filter(
        ({ accepted_currencies: accepted }) =>
          currency === undefined || accepted.includes(currency),
      ),
    setMethods: (methods) => void (gateway.methods = structuredClone(methods)),
    renameCode: (from, to) => changeMethod(gateway, from, { code: to }),
    setFee: (code, fee) => {
      const [currency = ""] = methodOf(gateway, code).accepted_currencies;
      if (fee !== null && parseDecimal(fee, currency) === null) {
        throw new SandboxError("invalid", `${fee} is no amount of ${currency}`);
      }
      changeMethod(gateway, code, { fee });
    },
    setSignature: (version) => void (gateway.signature = version),
    setPosDialect: (dialect) => {
      gateway.posDialect =
        typeof dialect === "string"
          ? posDialectPresets[dialect]
          : { ...gateway.posDialect, ...dialect };
    },
    orders: () => gateway.book.all().map((session) => gateway.describe(session)),
    calls: (endpoint) => engine.counts.of(endpoint),
    allCalls: () => engine.counts.all(),
    pay: async (id, { state = "paid", ...options } = {}) => {
      await endPayment(gateway, gateway.require(id), state, options);
    },
    decline: async (id, options) => {
      await endPayment(gateway, gateway.require(id), "attempted", options);
    },
    expire: async (id, options) => {
      await endPayment(gateway, gateway.require(id), "expired", options);
    },
    operate: (id, operation, amount) => {
      const { status } = operateOn(gateway, gateway.require(id), operation, amount ?? null);
      if (status !== 200) throw new SandboxError("invalid", `Ottu refuses to ${operation} ${id}`);
    },
    setOperationShow: (show) => void (gateway.operationShow = show),
    notify: async (id, notice) => {
      const session = gateway.require(id);
      session.code ??= session.pgCodes[0] ?? null;
      return sendWebhook(gateway, session, { state: "paid", ...notice });
    },
    sign: (payload, version = gateway.signature, key = merchant.webhookKey) =>
      signPayload(payload, key, version),
  };
}

function methodOf(gateway: OttuGateway, code: string): Method {
  const method = gateway.method(code);
  if (method === undefined) throw new SandboxError("unknown_method", `Ottu has no method ${code}`);
  return method;
}

function changeMethod(gateway: OttuGateway, code: string, change: Partial<Method>): void {
  const changed = methodOf(gateway, code);
  gateway.methods = gateway.methods.map((method) =>
    method === changed ? { ...method, ...change } : method,
  );
}
