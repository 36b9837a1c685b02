/** What can happen, as plain data: fast-check makes lists of it and shrinks them when one fails. */
import fc from "fast-check";
import { moveKinds, payKinds, type MoveKind, type PayKind } from "./model-gateway.ts";
import { faultKinds, type CallName, type FaultKind } from "./model-line.ts";

export type NotifyKind = "genuine" | "forged" | "other amount" | "other order" | "unknown address";

/** Indexes count what exists at that moment, and wrap around. */
export type Command =
  | {
      readonly do: "create";
      readonly order: number;
      readonly amount: number;
      readonly seconds: number;
      readonly repeat: boolean;
      /** The shop's Idempotency-Key. */
      readonly key: number | null;
      readonly process: number;
    }
  | {
      readonly do: "submit";
      readonly session: number;
      readonly gateway: number;
      readonly method: number;
      readonly times: number;
      readonly process: number;
    }
  | { readonly do: "view" | "cancel"; readonly session: number; readonly process: number }
  | {
      readonly do: "resolve";
      readonly session: number;
      readonly as: "paid" | "failed";
      readonly process: number;
    }
  | { readonly do: "return" | "query"; readonly link: number; readonly process: number }
  | {
      readonly do: "notify";
      readonly message: number;
      readonly as: NotifyKind;
      readonly times: number;
      readonly process: number;
    }
  | {
      readonly do: "pay";
      readonly link: number;
      readonly as: PayKind;
      readonly lagMs: number;
      readonly tells: boolean;
      readonly process: number;
    }
  | {
      readonly do: "move";
      readonly link: number;
      readonly as: MoveKind;
      readonly money: PayKind;
      readonly lagMs: number;
      readonly tells: boolean;
      readonly process: number;
    }
  | {
      readonly do: "fault";
      readonly gateway: number;
      readonly call: CallName;
      readonly as: FaultKind;
    }
  | { readonly do: "down"; readonly gateway: number; readonly seconds: number }
  | { readonly do: "purge" | "kill"; readonly process: number }
  | { readonly do: "stall"; readonly process: number; readonly seconds: number }
  | { readonly do: "rename" }
  | { readonly do: "clock"; readonly process: number; readonly aheadMs: number }
  | {
      readonly do: "expire";
      readonly session: number;
      readonly of: "session" | "order";
      /** How far from that end; before it where negative. */
      readonly ms: number;
    }
  | { readonly do: "advance"; readonly ms: number };

export const index = fc.nat({ max: 7 });
export const process = fc.nat({ max: 1 });
const lagMs = fc.constantFrom(0, 0, 1_500, 5_000);
const payKind = fc.constantFrom<PayKind[]>("full", "full", "full", ...payKinds);

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [1, 900, 2 * second, 6 * second, 13 * second, 31 * second, minute, 2 * minute];
const leaps = [10 * minute, 20 * minute, hour, 26 * hour, 73 * hour];

export const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      order: fc.nat({ max: 1 }),
      amount: fc.nat({ max: 1 }),
      seconds: fc.constantFrom(60, 130, 300, 900, 3_600, 3_600),
      repeat: fc.constantFrom(false, false, false, false, true),
      key: fc.constantFrom(null, null, 0, 1),
      process,
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      do: fc.constant("submit" as const),
      session: index,
      gateway: fc.nat({ max: 1 }),
      method: fc.nat({ max: 1 }),
      times: fc.constantFrom(1, 1, 2, 3),
      process,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("view" as const), session: index, process }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("cancel" as const), session: index, process }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("resolve" as const),
      session: index,
      as: fc.constantFrom("paid" as const, "failed" as const),
      process,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("return" as const), link: index, process }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("query" as const), link: index, process }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("notify" as const),
      message: index,
      as: fc.constantFrom<NotifyKind[]>(
        ...(["genuine", "genuine", "genuine", "genuine"] as const),
        ...(["forged", "other amount", "other order", "unknown address"] as const),
      ),
      times: fc.constantFrom(1, 1, 2),
      process,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("pay" as const),
      link: index,
      as: payKind,
      lagMs,
      tells: fc.boolean(),
      process,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("move" as const),
      link: index,
      as: fc.constantFrom<MoveKind[]>(...moveKinds, "authorize", "cash", "capture", "late"),
      money: payKind,
      lagMs,
      tells: fc.boolean(),
      process,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("fault" as const),
      gateway: fc.nat({ max: 1 }),
      call: fc.constantFrom<CallName[]>("create", "create", "query", "close", "methods"),
      as: fc.constantFrom(...faultKinds),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("down" as const),
      gateway: fc.nat({ max: 1 }),
      seconds: fc.constantFrom(5, 60, 1_200, 7_200),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("purge" as const, "kill" as const), process }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("stall" as const),
      process,
      // Past the lease of a start, and short of the shortest session: it is not born expired.
      seconds: fc.constantFrom(2, 8, 13, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("expire" as const),
      session: index,
      of: fc.constantFrom("session" as const, "order" as const),
      ms: fc.constantFrom(-60_000, -1, 0, 1, 29_999, 30_000, 31_000, 30 * hour, 71 * hour),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant("advance" as const),
      ms: fc.constantFrom(...steps, ...steps, ...leaps),
    }),
  },
);
