/** A payment, and when the merchant hears of it. */
import { SandboxError } from "../errors.ts";
import { laterMs } from "../schedule.ts";
import { newPayment, sendCallback } from "./callback.ts";
import type { OttpayGateway } from "./gateway.ts";
import type { OrderRecord } from "./order.ts";
import type { OttpayPayment } from "./sandbox.ts";

/** Resolves when the merchant was told, as far as it is told now. */
export async function payOrder(
  gateway: OttpayGateway,
  order: OrderRecord,
  options: OttpayPayment = {},
): Promise<void> {
  const { callback = "now", transactionId, fee, tip, amount, currency, wallet } = options;
  assertCents({ fee, tip, amount });
  const named = { orderId: transactionId, fee, tip, amount, currency, wallet };
  order.payments.push(newPayment(gateway, order, definedOf(named)));
  if (callback === "later" || callback === "twice") {
    gateway.engine.schedule.after(laterMs, () => void sendCallback(gateway, order));
  }
  if (callback === "now" || callback === "twice") await sendCallback(gateway, order);
}

function assertCents(amounts: Readonly<Record<string, string | undefined>>): void {
  for (const [name, cents] of Object.entries(amounts)) {
    if (cents !== undefined && !/^[0-9]{1,12}$/.test(cents)) {
      throw new SandboxError("invalid", `${name} must be cents, as digits`);
    }
  }
}

type Defined<Type> = { [Name in keyof Type]?: Exclude<Type[Name], undefined> };

function definedOf<Type extends object>(values: Type): Defined<Type> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Defined<Type>;
}
