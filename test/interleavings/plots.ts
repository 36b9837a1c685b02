/** Courses of events that chance alone would seldom come upon, as lists of commands. */
import fc from "fast-check";
import { command, index, process, type Command } from "./commands.ts";
import { mostWrongMs } from "./known-time.ts";
import type { MoveKind } from "./model-gateway.ts";

const second = 1_000;
const minute = 60 * second;

const aheadMs = fc.constantFrom(
  ...[mostWrongMs, mostWrongMs, -mostWrongMs],
  ...[10 * minute, -10 * minute],
);

const soon: fc.Arbitrary<Command> = fc.record({
  do: fc.constant("advance" as const),
  ms: fc.constantFrom(1, 40, 900, 2 * second, 3 * second),
});

/** Somebody's clock is wrong from now on. */
export const jump: fc.Arbitrary<readonly Command[]> = fc
  .record({ do: fc.constant("clock" as const), process, aheadMs })
  .map((one) => [one]);

/** A clock is wrong for a while, in which things happen, and right again. */
export const wrongWhile: fc.Arbitrary<readonly Command[]> = fc
  .tuple(process, aheadMs, fc.array(command, { minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([at, ahead, meanwhile, isAllRight]) => [
    { do: "clock", process: at, aheadMs: ahead },
    ...meanwhile,
    { do: "clock", process: at, aheadMs: 0 },
    ...(isAllRight ? [{ do: "advance", ms: minute } as const] : []),
  ]);

/** One shopper who cannot decide between two gateways. */
export const alternation: fc.Arbitrary<readonly Command[]> = fc
  .tuple(index, fc.integer({ min: 2, max: 7 }), process, soon)
  .map(([session, presses, at, pause]) =>
    Array.from({ length: presses }, (_, press): Command[] => [
      {
        ...{ do: "submit", session, gateway: press % 2, method: press % 2, times: 1 },
        process: at + press,
      },
      pause,
    ]).flat(),
  );

/** It ended, and we heard so; then it is paid after all, and nobody tells us. */
export const changeOfMind: fc.Arbitrary<readonly Command[]> = fc
  .tuple(index, fc.constantFrom<MoveKind[]>("fail", "cancel"), process, soon, index)
  .map(([link, end, at, pause, session]) => {
    const move = { do: "move", link, money: "full", lagMs: 0, process: at } as const;
    return [
      { ...move, as: end, tells: true },
      pause,
      { do: "return", link, process: at },
      { ...move, as: "late", tells: false },
      pause,
      { do: "return", link, process: at + 1 },
      { do: "submit", session, gateway: 0, method: 0, times: 1, process: at },
      { do: "submit", session, gateway: 1, method: 0, times: 1, process: at },
    ];
  });
