/** What happens one after the other, as lists of commands: single ones, and plots of several. */
import fc from "fast-check";
import { command, type Command } from "./commands.ts";
import { alternation, changeOfMind, jump, wrongWhile } from "./plots.ts";

const story: fc.Arbitrary<readonly Command[]> = fc.oneof(
  { weight: 40, arbitrary: command.map((one) => [one]) },
  { weight: 1, arbitrary: jump },
  { weight: 1, arbitrary: wrongWhile },
  { weight: 2, arbitrary: alternation },
  { weight: 2, arbitrary: changeOfMind },
);

export interface Interleaving {
  readonly seed: number;
  readonly machines: 1 | 2;
  readonly commands: readonly Command[];
}

/** Without a session and somebody who wants to pay nothing else can happen. */
const opening: readonly Command[] = [
  { do: "create", order: 0, amount: 0, seconds: 3_600, repeat: false, key: null, process: 0 },
  { do: "submit", session: 0, gateway: 0, method: 0, times: 1, process: 0 },
];

export const interleaving: fc.Arbitrary<Interleaving> = fc.record({
  seed: fc.nat(),
  machines: fc.constantFrom(1, 2),
  commands: fc
    .noBias(fc.array(story, { minLength: 1, maxLength: 40, size: "max" }))
    .map((stories) => [...opening, ...stories.flat()]),
});
