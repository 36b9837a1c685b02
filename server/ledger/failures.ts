/**
 * What callers are told when the database fails. The driver's own error stays behind as `cause`, or
 * not even that where it quotes the row: rows hold tokens and people.
 */
import { CheckoutError } from "../platform/errors.ts";
import type { Engine } from "./engine.ts";

/** How often a step is tried that somebody else was faster at. */
const attempts = 5;

/** Carries what a decision threw past the handling of driver errors. */
export class DecisionRefused extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super("the decision threw");
    this.reason = reason;
  }
}

/** Runs one step, again after a conflict, and turns what the driver throws into what callers know. */
export async function withFailures<Result>(
  engine: Pick<Engine, "classify">,
  step: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (error instanceof DecisionRefused) throw error.reason;
      if (isOurs(error)) throw error;
      const failure = engine.classify(error);
      if (failure === "defect") throw toDefect(error);
      if (failure === "unavailable" || attempt === attempts) throw toUnavailable(error);
    }
  }
}

export function toUnavailable(error: unknown): CheckoutError {
  if (error instanceof CheckoutError) return error;
  return new CheckoutError("ledger_unavailable", "the ledger cannot be reached or written now", {
    cause: error,
  });
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof CheckoutError ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof RangeError ||
    error instanceof SyntaxError
  );
}

/** Names the rule that was broken, never the values. */
function toDefect(error: unknown): Error {
  const { code, errcode, constraint } = error as {
    code?: string;
    errcode?: number;
    constraint?: string;
  };
  return new Error(
    `the database refused a statement: ${constraint ?? errcode ?? code ?? "unknown"}`,
  );
}
