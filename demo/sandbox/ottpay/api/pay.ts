/** A payment, and when the merchant hears of it. */
import { SandboxError } from "../../errors.ts";
import { given } from "../../given.ts";
import { newPayment, sendCallback } from "./callback.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import type { OrderRecord } from "../model/order.ts";
import type { OttpayPayment } from "../sandbox.ts";

/** Resolves when the merchant was told, as far as it is told now. */
export async function payOrder(
  gateway: OttpayGateway,
  order: OrderRecord,
  options: OttpayPayment = {},
): Promise<void> {
  const { callback = "now", transactionId, fee, tip, amount, currency, wallet } = options;
  assertCents({ fee, tip, amount });
  const named = { orderId: transactionId, fee, tip, amount, currency, wallet };
  gateway.book.addPayment(order, newPayment(gateway, order, given(named)));
  if (callback === "later" || callback === "twice") {
    gateway.engine.schedule.later(() => sendCallback(gateway, order));
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
