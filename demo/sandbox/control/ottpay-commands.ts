/** `POST /_sandbox/ottpay/…`: the order is named by the merchant's number, `order`. */
import { given } from "../given.ts";
import { chargeOutcomes } from "../ottpay/model/charge.ts";
import { dialectChoices } from "../ottpay/model/dialect.ts";
import { wallets } from "../ottpay/pages/wallets.ts";
import type { OttpaySandbox } from "../ottpay/sandbox.ts";
import { whens } from "../schedule.ts";
import { refuse } from "./command.ts";
import type { Command } from "./command.ts";

type Run = (ottpay: OttpaySandbox, command: Command) => unknown;

export const ottpayCommands: Readonly<Record<string, Run>> = {
  async pay(ottpay, command) {
    const order = command.text("order");
    const options = given({
      fee: command.optionalText("fee"),
      tip: command.optionalText("tip"),
      amount: command.optionalText("amount"),
      currency: command.optionalText("currency"),
      wallet: command.optionalChoice(
        "wallet",
        wallets.map(({ code }) => code),
      ),
      callback: command.optionalChoice("callback", whens),
      transactionId: command.optionalText("transactionId"),
    });
    command.end();
    await ottpay.pay(order, options);
    return { order: ottpay.orders().find(({ prepayOrderId }) => prepayOrderId === order) };
  },

  decline: (ottpay, command) => onOrder(command, (order) => ottpay.decline(order)),
  close: (ottpay, command) => onOrder(command, (order) => ottpay.close(order)),
  expire: (ottpay, command) => onOrder(command, (order) => ottpay.expire(order)),

  async notify(ottpay, command) {
    const order = command.text("order");
    const options = given({
      fields: readFields(command),
      resultCode: command.optionalText("resultCode"),
      signKey: command.optionalText("signKey"),
    });
    command.end();
    return { status: await ottpay.notify(order, options) };
  },

  cards(ottpay, command) {
    const wish = given({
      outcome: command.optionalChoice("outcome", chargeOutcomes),
      fee: command.optionalText("fee"),
      taken: command.optionalText("taken"),
    });
    command.end();
    ottpay.setCards(wish);
    return {};
  },

  answer(ottpay, command) {
    const action = command.text("action");
    const change = given({
      resultCode: command.optionalText("resultCode"),
      fields: readChanges(command),
    });
    command.end();
    ottpay.setAnswer(action, change);
    return {};
  },

  "decide-charge": (ottpay, command) => {
    const order = command.text("order");
    const outcome =
      command.optionalChoice("outcome", chargeOutcomes) ?? refuse("outcome is missing");
    command.end();
    ottpay.decideCharge(order, outcome);
    return {};
  },

  dialect(ottpay, command) {
    const dialect: Record<string, string | undefined> = {};
    for (const [name, choices] of Object.entries(dialectChoices)) {
      dialect[name] = command.optionalChoice(name, choices);
    }
    command.end();
    ottpay.setDialect(given(dialect));
    return {};
  },
};

function onOrder(command: Command, act: (order: string) => void): object {
  const order = command.text("order");
  command.end();
  act(order);
  return {};
}

function readChanges(command: Command): Readonly<Record<string, string | null>> | undefined {
  const fields = command.optionalObject("fields");
  const isChange = (value: unknown) => value === null || typeof value === "string";
  if (fields === undefined || Object.values(fields).every(isChange)) {
    return fields as Readonly<Record<string, string | null>> | undefined;
  }
  return refuse("fields holds texts, and null for what is left out");
}

function readFields(command: Command): Readonly<Record<string, string>> | undefined {
  const fields = command.optionalObject("fields");
  if (fields === undefined || Object.values(fields).every((value) => typeof value === "string")) {
    return fields as Readonly<Record<string, string>> | undefined;
  }
  return refuse("fields holds texts only");
}
