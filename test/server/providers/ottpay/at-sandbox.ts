/** Somebody's hand on the simulated OTT Pay, as the contract of providers wants one. */
import { openEnvelope, type Sandbox } from "../../../../demo/sandbox/index.ts";
import type { GatewayHand } from "../../../support/provider-contract.ts";

const calls = { make: "PREPAY_INIT", query: "PREPAY_QUERY", list: "*", close: "*" } as const;

/** One order serves them all: the link chooses. */
const wallets = ["WECHATPAY", "ALIPAY", "UNIONPAY", "GP", "NONE"];

/** Decimal ↔ cents. */
const toCents = (amount: string) => amount.replace(".", "").replace(/^0+(?=\d)/, "");
const toDecimal = (cents: string) => cents.padStart(3, "0").replace(/(..)$/, ".$1");

export function handOnOttpay(sandbox: Sandbox): GatewayHand {
  const { ottpay } = sandbox;
  const seal = (fields: Record<string, string>, key?: string) => ottpay.seal(fields, key);
  return {
    orders: () =>
      ottpay.orders().map((order) => ({
        number: order.prepayOrderId,
        amount: toDecimal(order.amount),
        currency: order.currency,
        isPayable: order.status === "PROCESSING",
        codes: wallets,
        returnUrl: order.redirectUrl,
        isAcknowledged: order.notifications.at(-1)?.accepted === true,
      })),
    calls: () => ottpay.calls(),
    behave: (call, behaviour) => sandbox.behave("ottpay", calls[call], behaviour, 1),
    refusals: {
      plain: { do: "error", code: "PARAM_ERROR" },
      numberTaken: { do: "error", code: "ORDER_USED" },
      codeGone: null,
    },
    closesOrders: false,
    declinedCard: { number: "4000000000000002", brand: "VISA" },
    pay: (number, { amount, ...money } = {}) =>
      ottpay.pay(number, {
        ...money,
        ...(amount === undefined ? {} : { amount: toCents(amount) }),
      }),
    decline: (number) => Promise.resolve(ottpay.decline(number)),
    end: (number) => Promise.resolve(ottpay.expire(number)),
    repeat: async (number) => void (await ottpay.notify(number)),
    remember: () => Promise.resolve(),
    addTestMethod: () => undefined,
    forgeries(genuine) {
      const { data, md5 } = genuine as { data: string; md5: string };
      const fields = openEnvelope({ data, md5 }, ottpay.signKey) as Record<string, string>;
      const { data: _, ...withoutData } = genuine;
      const { md5: __, ...withoutMd5 } = genuine;
      return new Map([
        ["sealed with another key", { ...genuine, ...seal(fields, "ANOTHER-KEY") }],
        ["sealed with an empty key", { ...genuine, ...seal(fields, "") }],
        ["of another content", { ...genuine, data: seal({ ...fields, amount: "1" }).data }],
        ["under the md5 of another", { ...genuine, md5: seal({ ...fields, amount: "1" }).md5 }],
        ["not sealed at all", { ...withoutData, ...fields }],
        ["without its md5", withoutMd5],
        ["for another merchant outside", { ...genuine, merchant_id: "ON00000001" }],
        [
          "for another merchant inside",
          { ...genuine, ...seal({ ...fields, merchant_id: "ON00000001" }) },
        ],
      ]);
    },
  };
}
