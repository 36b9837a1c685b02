/** Which references a payment ends with, whatever comes of them in whatever order. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Payment } from "../../../server/ledger/ledger.ts";
import type { GatewayState, References } from "../../../server/providers/provider.ts";
import { withReferences } from "../../../server/rules/bank-references.ts";
import { newPayment, newSession } from "../../support/ledger-rows.ts";

interface Step {
  readonly state: GatewayState | null;
  readonly references?: References;
  readonly status?: Payment["status"];
  readonly transactionRef?: string;
}

/** @param steps what is told, and the payment's status at that moment */
function ends(...steps: readonly Step[]): References | undefined {
  let payment = newPayment(newSession(), { status: "pending", transactionRef: "T1" });
  for (const { state, references, status = "pending", transactionRef = null } of steps) {
    payment = { ...payment, status };
    const told = { transactionRef, ...(references === undefined ? {} : { references }) };
    payment = { ...payment, bankReferences: withReferences(payment, told, state) };
  }
  return payment.bankReferences?.named;
}

const declined = { ref: "1", result: "NOT CAPTURED" };
const captured = { ref: "2", result: "CAPTURED" };

describe("what the bank calls a payment", () => {
  const cases: ReadonlyArray<readonly [string, References | undefined, readonly Step[]]> = [
    ["is nothing where nothing is told", undefined, [{ state: "paid" }]],
    ["is kept of an attempt that failed", declined, [{ state: "failed", references: declined }]],
    [
      "is that of the money, not of the attempt before",
      captured,
      [
        { state: "attempted", references: declined },
        { state: "paid", references: captured },
      ],
    ],
    [
      "is nothing where the money's own is not told",
      undefined,
      [{ state: "failed", references: declined }, { state: "paid" }],
    ],
    [
      "stays where a failed attempt is told of too late",
      captured,
      [
        { state: "paid", references: captured },
        { state: "failed", references: declined, status: "paid" },
      ],
    ],
    [
      "is not that of a failed attempt that is told of after the money came",
      undefined,
      [{ state: "failed", references: declined, status: "paid" }],
    ],
    [
      "grows where one message names what another does not",
      { order_id: "O1", bizpay_order_id: "B1" },
      [
        { state: null, references: { order_id: "O1", bizpay_order_id: "B1" } },
        { state: "paid", references: { order_id: "O1" } },
      ],
    ],
    [
      "grows after the money came, too",
      { order_id: "O1", bizpay_order_id: "B1" },
      [
        { state: "paid", references: { order_id: "O1" } },
        { state: "paid", references: { order_id: "O1", bizpay_order_id: "B1" }, status: "paid" },
      ],
    ],
    [
      "is the newest before the money is settled",
      captured,
      [
        { state: "paid", references: { ref: "9", auth: "A" } },
        { state: "paid", references: captured },
      ],
    ],
    [
      "is not changed by another message once the money is settled",
      captured,
      [
        { state: "paid", references: captured },
        { state: "paid", references: { ref: "9", auth: "A" }, status: "paid" },
      ],
    ],
    [
      "is not that of a second transaction",
      captured,
      [
        { state: "paid", references: captured },
        { state: "paid", references: { auth: "A" }, status: "paid", transactionRef: "T2" },
      ],
    ],
  ];
  for (const [what, expected, steps] of cases) {
    it(what, () => assert.deepEqual(ends(...steps), expected));
  }
});
