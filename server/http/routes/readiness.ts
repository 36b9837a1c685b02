/**
 * `/readyz`: whether this instance can do its work, which is to write down what becomes of money. A
 * ledger that can be read only (a full disk, a file without the right to write, a lock that somebody
 * keeps) is not ready.
 */
import type { RequestHandler } from "express";
import type { Ledger } from "../../ledger/ledger.ts";
import { systemClock } from "../../platform/clock.ts";
import { CheckoutError } from "../../platform/errors.ts";
import { withTimeLimit } from "../../platform/time-limit.ts";

/** Whoever asks wants to know soon; nothing that is well holds a ledger for long. */
const patienceMs = 3_000;
/** Anybody may ask, and finding out writes: it is not done more often than this. */
const paceMs = 250;

/** Ready while the ledger can be written and the process is not stopping. */
export function readyRoute(
  ledger: Pick<Ledger, "ping">,
  isStopping: () => boolean,
): RequestHandler {
  let rested: Promise<void> = Promise.resolve();
  let looking: Promise<void> | undefined;

  /** Those who ask at one time share one look; what an earlier one found is never told. */
  function look(): Promise<void> {
    looking ??= rested
      .then(() => withTimeLimit(patienceMs, () => ledger.ping()))
      .finally(() => {
        looking = undefined;
        rested = systemClock.wait(paceMs);
      });
    return looking;
  }

  return async (_request, response) => {
    if (isStopping()) throw new CheckoutError("overloaded", "this instance is stopping");
    await look();
    response.json({ status: "ready" });
  };
}
