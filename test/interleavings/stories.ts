/** What happens one after the other, as lists of commands: whole lives of a shopper, and single steps. */
import fc from "fast-check";
import { command, index, process, type Command } from "./commands.ts";
import type { MoveKind } from "./model-gateway.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const clock: fc.Arbitrary<Command> = fc.record({
  do: fc.constant("clock" as const),
  process,
  aheadMs: fc.constantFrom(0, 0, 0, 3 * hour, 3 * hour, -3 * hour, 10 * minute, -10 * minute),
});

/** Clocks jump only where they are asked to: some laws are not kept yet while two of them differ. */
const clockWeight = globalThis.process.env["INTERLEAVED_CLOCKS"] === "on" ? 1 : 0;

const soon: fc.Arbitrary<Command> = fc.record({
  do: fc.constant("advance" as const),
  ms: fc.constantFrom(1, 40, 900, 2 * second, 3 * second),
});

/** One shopper who cannot decide between two gateways. */
const alternation: fc.Arbitrary<readonly Command[]> = fc
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
const changeOfMind: fc.Arbitrary<readonly Command[]> = fc
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

const story: fc.Arbitrary<readonly Command[]> = fc.oneof(
  { weight: 40, arbitrary: command.map((one) => [one]) },
  { weight: clockWeight, arbitrary: clock.map((one) => [one]) },
  { weight: 2, arbitrary: alternation },
  { weight: 2, arbitrary: changeOfMind },
);

export interface Interleaving {
  readonly seed: number;
  readonly commands: readonly Command[];
}

/** Without a session and somebody who wants to pay nothing else can happen. */
const opening: readonly Command[] = [
  { do: "create", order: 0, amount: 0, seconds: 3_600, repeat: false, key: null, process: 0 },
  { do: "submit", session: 0, gateway: 0, method: 0, times: 1, process: 0 },
];

export const interleaving: fc.Arbitrary<Interleaving> = fc.record({
  seed: fc.nat(),
  commands: fc
    .noBias(fc.array(story, { minLength: 1, maxLength: 40, size: "max" }))
    .map((stories) => [...opening, ...stories.flat()]),
});
