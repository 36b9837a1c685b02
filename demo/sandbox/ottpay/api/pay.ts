/** A payment, and when the merchant hears of it. */
import { SandboxError } from "../../errors.ts";
import { given } from "../../given.ts";
import type { When } from "../../schedule.ts";
import type { OttpayGateway } from "../model/gateway.ts";
import { newPayment } from "../model/new-payment.ts";
import type { OrderRecord } from "../model/order.ts";
import { sendCallback } from "./callback.ts";

export interface OttpayPayment {
  /** Cents on top of the order. */
  readonly fee?: string;
  /** Cents, stated beside the amount. */
  readonly tip?: string;
  /** Cents that were paid, where that is neither the order's amount nor that plus the fee. */
  readonly amount?: string;
  readonly currency?: string;
  /** `WECHATPAY` unless told. */
  readonly wallet?: string;
  /** `now` unless told: the promise waits for the merchant's answer. */
  readonly callback?: When;
  /** OTT Pay's number of the payment; a new one makes a second payment of the same order. */
  readonly transactionId?: string;
}

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
