/** A card's charge as OTT Pay keeps it. Of the card only what a receipt shows is kept. */
import type { World } from "../../world.ts";
import { randomDigits } from "../../world.ts";

export const chargeOutcomes = [
  "approve",
  "decline",
  "error",
  /** Not decided until a control decides it. */
  "process",
  /** Not decided, and approved some seconds later. */
  "process-then-approve",
] as const;
export type ChargeOutcome = (typeof chargeOutcomes)[number];

export interface OttpayCharge {
  /** The merchant's number. */
  readonly orderId: string;
  readonly action: "CC_PURCHASE" | "CC_PREAUTH";
  readonly bizpayOrderId: string;
  /** Cents, as asked for. */
  readonly amount: string;
  readonly currency: string;
  /** Cents on top. */
  readonly fee: string;
  /** Cents, all in all. */
  readonly taken: string;
  readonly brand: string;
  readonly last4: string;
  readonly outcome: ChargeOutcome;
  readonly chargedAt: number;
}

export type ChargeStatus = "success" | "processing" | "error" | "fail";

/** How long `process-then-approve` takes. */
const decidedAfterMs = 2_000;

/** @param lagMs charges younger than that are not decided yet, as far as queries know */
export function statusOfCharge(charge: OttpayCharge, now: number, lagMs = 0): ChargeStatus {
  if (now < charge.chargedAt + lagMs) return "processing";
  switch (charge.outcome) {
    case "approve":
      return "success";
    case "decline":
      return "fail";
    case "error":
      return "error";
    case "process":
      return "processing";
    case "process-then-approve":
      return now >= charge.chargedAt + decidedAfterMs ? "success" : "processing";
  }
}

interface Wish {
  readonly outcome: ChargeOutcome;
  readonly fee?: string;
  /** Done, but never answered. */
  readonly silent?: boolean;
}

/** Numbers that mean something here; any other that passes for a card is approved. */
export const testCards: Readonly<Record<string, Wish>> = {
  "4000000000000002": { outcome: "decline" },
  "4000000000000119": { outcome: "error" },
  "4000000000000259": { outcome: "process" },
  "4000000000000341": { outcome: "process-then-approve" },
  "4000000000000077": { outcome: "approve", fee: "50" },
  "4000000000009995": { outcome: "approve", silent: true },
};

export function wishOf(number: string): Wish {
  return Object.hasOwn(testCards, number)
    ? (testCards[number] ?? { outcome: "approve" })
    : { outcome: "approve" };
}

const mostCharges = 20_000;

export class ChargeBook {
  readonly #world: World;
  readonly #charges = new Map<string, OttpayCharge>();

  constructor(world: World) {
    this.#world = world;
  }

  add(charge: Omit<OttpayCharge, "bizpayOrderId" | "chargedAt">): OttpayCharge {
    const added: OttpayCharge = {
      ...charge,
      bizpayOrderId: randomDigits(this.#world, 20),
      chargedAt: this.#world.now(),
    };
    if (this.#charges.size >= mostCharges) this.#charges.delete([...this.#charges.keys()][0] ?? "");
    this.#charges.set(added.orderId, added);
    return added;
  }

  find(orderId: string): OttpayCharge | undefined {
    return this.#charges.get(orderId);
  }

  decide(charge: OttpayCharge, outcome: ChargeOutcome): void {
    this.#charges.set(charge.orderId, { ...charge, outcome });
  }

  all(): readonly OttpayCharge[] {
    return [...this.#charges.values()];
  }

  clear(): void {
    this.#charges.clear();
  }
}
