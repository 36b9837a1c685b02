/** POST /b/pbl/v2/payment-methods/ with every filter. An empty list is an answer like any other. */
import type { Answer } from "../../answer.ts";
import type { OttuGateway } from "../model/gateway.ts";
import { plugins } from "../model/methods.ts";
import type { Method } from "../model/methods.ts";
import { Fields } from "./fields.ts";
import type { Body } from "./fields.ts";
import { wrongFields } from "./refusals.ts";

const services = ["apple_pay", "google_pay", "samsung_pay", "wallet"] as const;

export function listMethods(gateway: OttuGateway, body: Body): Answer {
  const fields = new Fields(body);
  const customerId = fields.text("customer_id", 64);
  const matches = readFilter(fields);
  if (!fields.sound) return wrongFields(fields.errors);
  const methods = gateway.methods.filter(matches);
  return {
    status: 200,
    body: {
      customer_payment_methods: customerId === null ? [] : gateway.usedBy(customerId),
      payment_methods: methods.map((method) => toListed(method, gateway.engine.origin)),
    },
  };
}

function readFilter(fields: Fields): (method: Method) => boolean {
  const plugin = fields.choice("plugin", plugins, true);
  const currencies = readCurrencies(fields);
  const operation = fields.choice("operation", ["purchase", "authorize"]);
  const tokenizable = fields.flag("tokenizable");
  const autoDebit = fields.flag("auto_debit");
  const names = fields.texts("pg_names");
  const type = fields.choice("type", ["sandbox", "production"]);
  const tags = fields.texts("tags");
  const wanted = readServices(fields);
  return (method) =>
    (plugin === null || method.plugins.includes(plugin)) &&
    overlap(currencies, method.accepted_currencies) &&
    (operation === null || method.operation === operation) &&
    (tokenizable === null || method.is_tokenizable === tokenizable) &&
    (autoDebit === null || method.auto_debit_enabled === autoDebit) &&
    overlap(names, [method.connector.identifier, method.connector.processor]) &&
    (type === null || method.is_sandbox === (type === "sandbox")) &&
    overlap(tags, method.tags) &&
    overlap(
      wanted,
      method.payment_services.map(({ code }) => code),
    );
}

function readCurrencies(fields: Fields): readonly string[] | null {
  const currencies = fields.texts("currencies");
  for (const currency of currencies ?? []) {
    if (!/^[A-Z]{3}$/.test(currency)) {
      fields.complain("currencies", `"${currency}" is not a valid choice.`);
    }
  }
  return currencies;
}

function readServices(fields: Fields): readonly string[] | null {
  const wanted = fields.texts("payment_services");
  for (const service of wanted ?? []) {
    if (!services.some((known) => known === service)) {
      fields.complain("payment_services", `"${service}" is not a valid choice.`);
    }
  }
  return wanted;
}

/** Nothing asked for, or an empty list, leaves out nothing. */
function overlap(asked: readonly string[] | null, has: readonly string[]): boolean {
  return asked === null || asked.length === 0 || asked.some((each) => has.includes(each));
}

/** What the Payment Methods API says about a method. */
function toListed(method: Method, origin: string): object {
  const own: ReadonlyArray<keyof Method> = [
    "fee",
    "feeDescription",
    "plugins",
    "directLink",
    "charges",
  ];
  const listed = Object.entries(method).filter(([name]) => own.every((each) => each !== name));
  return { ...Object.fromEntries(listed), logo: new URL(method.logo, origin).href };
}
