/** `POST /_sandbox/ottu/…`: the payment is named by its `session`. */
import { given } from "../given.ts";
import { operationNames } from "../ottu/api/operations.ts";
import { createMethod } from "../ottu/model/methods.ts";
import type { Method } from "../ottu/model/methods.ts";
import { posDialectChoices, posDialectPresets } from "../ottu/model/pos-dialect.ts";
import type { PosDialectPreset } from "../ottu/model/pos-dialect.ts";
import { sessionStates } from "../ottu/model/session.ts";
import { operationShows, signatureVersions } from "../ottu/model/settings.ts";
import type { OttuSandbox } from "../ottu/sandbox.ts";
import { whens } from "../schedule.ts";
import { refuse } from "./command.ts";
import type { Command } from "./command.ts";

const posPresets = Object.keys(posDialectPresets) as readonly PosDialectPreset[];

type Run = (ottu: OttuSandbox, command: Command) => unknown;

export const ottuCommands: Readonly<Record<string, Run>> = {
  async pay(ottu, command) {
    const session = command.text("session");
    const state = command.optionalChoice("state", sessionStates);
    const options = { ...readPayment(command), ...given({ state }) };
    command.end();
    await ottu.pay(session, options);
    return { session: ottu.orders().find(({ sessionId }) => sessionId === session) };
  },

  async decline(ottu, command) {
    const session = command.text("session");
    const options = readPayment(command);
    command.end();
    await ottu.decline(session, options);
    return {};
  },

  async expire(ottu, command) {
    const session = command.text("session");
    const options = readPayment(command);
    command.end();
    await ottu.expire(session, options);
    return {};
  },

  operate(ottu, command) {
    const session = command.text("session");
    const operation = command.optionalChoice("operation", operationNames);
    const amount = command.optionalText("amount");
    command.end();
    ottu.operate(session, operation ?? refuse("operation is missing"), amount);
    return { session: ottu.orders().find(({ sessionId }) => sessionId === session) };
  },

  operations(ottu, command) {
    const show = command.optionalChoice("show", operationShows);
    command.end();
    ottu.setOperationShow(show ?? refuse("show is missing"));
    return {};
  },

  async notify(ottu, command) {
    const session = command.text("session");
    const options = given({
      fields: command.optionalObject("fields"),
      unsigned: command.optionalObject("unsigned"),
      signature: command.optionalChoice("signature", signatureVersions),
      webhookKey: command.optionalText("webhookKey"),
    });
    command.end();
    return { status: await ottu.notify(session, options) };
  },

  methods(ottu, command) {
    const methods = command.any("methods");
    command.end();
    if (!Array.isArray(methods)) return refuse("methods must be a list");
    ottu.setMethods(methods.map(readMethod));
    return { methods: ottu.methods() };
  },

  rename(ottu, command) {
    const [from, to] = [command.text("from"), command.text("to")];
    command.end();
    ottu.renameCode(from, to);
    return {};
  },

  fee(ottu, command) {
    const code = command.text("code");
    const amount = command.textOrNull("amount");
    command.end();
    ottu.setFee(code, amount);
    return {};
  },

  "pos-dialect"(ottu, command) {
    const preset = command.optionalChoice("preset", posPresets);
    const dialect: Record<string, string | undefined> = {};
    for (const [name, choices] of Object.entries(posDialectChoices)) {
      dialect[name] = command.optionalChoice(name, choices);
    }
    command.end();
    if (preset !== undefined) ottu.setPosDialect(preset);
    ottu.setPosDialect(given(dialect));
    return {};
  },

  signature(ottu, command) {
    const version = command.optionalChoice("version", signatureVersions);
    command.end();
    ottu.setSignature(version ?? refuse("version is missing"));
    return {};
  },
};

function readPayment(command: Command) {
  return given({
    code: command.optionalText("code"),
    webhook: command.optionalChoice("webhook", whens),
    signature: command.optionalChoice("signature", signatureVersions),
    amount: command.optionalText("amount"),
    currency: command.optionalText("currency"),
    remaining: command.optionalText("remaining"),
    reference: command.optionalText("reference"),
  });
}

/** A list from `GET /_sandbox/ottu/methods`, or methods of which only what matters is told. */
function readMethod(told: unknown): Method {
  const method = told as Partial<Method> | null;
  const currencies = method?.accepted_currencies;
  const sound = typeof method?.code === "string" && method.code !== "" && Array.isArray(currencies);
  if (!sound) return refuse("each method needs code and accepted_currencies");
  return createMethod(method as Parameters<typeof createMethod>[0]);
}
