/** `events --failed` lists what the shop never took; `events --replay [SEQUENCE]` sends it again. */
import { openLedger } from "../compose/proxy.ts";
import { UsageError, type Command } from "./command.ts";

export const events: Command = async ({ config, world, args, print }) => {
  const [flag, sequence, ...rest] = args;
  const listsFailed = flag === "--failed" && sequence === undefined;
  const replays = flag === "--replay" && (sequence === undefined || /^\d{1,15}$/.test(sequence));
  if (rest.length > 0 || (!listsFailed && !replays)) {
    throw new UsageError("events --failed | --replay [SEQUENCE]");
  }
  const ledger = await openLedger(config);
  try {
    if (replays) {
      const count = await ledger.replayEvents(
        world.clock.now(),
        sequence === undefined ? undefined : Number(sequence),
      );
      print(`${count} ${count === 1 ? "event is" : "events are"} due again`);
      return 0;
    }
    const failed = await ledger.listFailedEvents(500);
    for (const { event, attempts, lastError } of failed) {
      print(
        [
          event.sequence,
          event.type,
          event.data.session.orderRef,
          `${attempts} attempts`,
          lastError ?? "",
        ].join("\t"),
      );
    }
    print(
      failed.length === 0
        ? "no event failed"
        : `${failed.length} failed; events --replay sends them again`,
    );
    return 0;
  } finally {
    await ledger.close();
  }
};
