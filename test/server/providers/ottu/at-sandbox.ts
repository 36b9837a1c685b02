/** Somebody's hand on the simulated Ottu, by whichever API orders are made. */
import assert from "node:assert/strict";
import { createMethod, type OttuSession, type Sandbox } from "../../../../demo/sandbox/index.ts";
import type { GatewayHand } from "../../../support/provider-contract.ts";

export type Flow = OttuSession["flow"];

const payable: readonly string[] = ["created", "pending", "attempted"];

export function handOnOttu(flow: Flow): (sandbox: Sandbox) => GatewayHand {
  const isOlder = flow !== "checkout";
  const calls = {
    list: "payment-methods",
    make: isOlder ? `${flow}:create` : "pymt-txn:create",
    query: isOlder ? "inquiry" : "pymt-txn:read",
    close: "operation",
  } as const;
  const refusal = (body: object) => ({ do: "status", status: 400, body }) as const;
  const codeGone = refusal({ [isOlder ? "gateway_code" : "pg_codes"]: ["Not a valid choice."] });
  return (sandbox) => {
    const { ottu } = sandbox;
    const idOf = (number: string): string => {
      const order = ottu.orders().findLast(({ orderNo }) => orderNo === number);
      assert.ok(order !== undefined, `Ottu has an order ${number}`);
      return order.sessionId;
    };
    return {
      orders: () =>
        ottu.orders().map((order) => ({
          number: order.orderNo ?? "",
          amount: order.amount,
          currency: order.currency,
          isPayable: payable.includes(order.state),
          codes: order.pgCodes,
          returnUrl: order.redirectUrl ?? "",
          isAcknowledged: order.notifications.at(-1)?.status === 200,
        })),
      calls: () => ottu.calls(),
      // The older API is asked again without the code: it wants one, and says so.
      behave: (call, behaviour) =>
        sandbox.behave("ottu", calls[call], behaviour, isOlder && behaviour === codeGone ? 2 : 1),
      refusals: {
        plain: refusal({ amount: ["A valid amount is required."] }),
        numberTaken: refusal({ order_no: ["This order number already exists."] }),
        codeGone,
      },
      closesOrders: true,
      declinedCard: null,
      pay: (number, money) => ottu.pay(idOf(number), money),
      decline: (number) => ottu.decline(idOf(number)),
      end: (number) => ottu.expire(idOf(number)),
      repeat: async (number) => void (await ottu.notify(idOf(number))),
      remember: (customerId, code) => payOnce(sandbox, customerId, code),
      addTestMethod: (code) =>
        ottu.setMethods([
          ...ottu.methods(),
          createMethod({ code, accepted_currencies: ["KWD"], is_sandbox: true }),
        ]),
      forgeries({ signature, ...genuine }) {
        const signed = (fields: object, key?: string) => {
          const payload = { ...genuine, ...fields };
          return { ...payload, signature: ottu.sign(payload, "v2", key) };
        };
        const paid = { ...genuine, signature };
        // The older API sends disclosures without a signature, too: they are taken, as a hint.
        const unsigned: ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>]> = [
          ["not signed", genuine],
          ["signed with nothing", { ...genuine, signature: "" }],
        ];
        return new Map<string, Readonly<Record<string, unknown>>>([
          ...(isOlder ? [] : unsigned),
          ["signed with another key", signed({}, "another-key")],
          ["signed with an empty key", signed({}, "")],
          ["of another amount than was signed", { ...paid, amount: "0.001" }],
          ["of another order than was signed", { ...paid, order_no: "W-1-ABCDEFGH" }],
          ["of another result than was signed", { ...paid, result: "failed" }],
          ["signed with something that is no text", { ...genuine, signature: [signature] }],
          [
            "signed as another's",
            { ...genuine, signature: signed({ order_no: "W-1-ABCDEFGH" }).signature },
          ],
        ]);
      },
    };
  };
}

/** A payment of that customer's, made as a shop without us would. */
async function payOnce({ ottu }: Sandbox, customerId: string, code: string): Promise<void> {
  const answer = await fetch(`${ottu.url}/b/checkout/v1/pymt-txn/`, {
    method: "POST",
    headers: { authorization: `Api-Key ${ottu.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      type: "e_commerce",
      amount: "1.000",
      currency_code: "KWD",
      pg_codes: [code],
      customer_id: customerId,
    }),
  });
  assert.equal(answer.status, 201);
  const { session_id: sessionId } = (await answer.json()) as { session_id: string };
  await ottu.pay(sessionId, { code });
}
