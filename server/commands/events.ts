/** `events --failed` lists what the shop never took; `events --replay [SEQUENCE]` sends it again. */
import { UsageError, type Command, type CommandContext } from "./command.ts";
import { withLedger } from "./open-for.ts";

export const events: Command = async (context) => {
  const [flag, sequence, ...rest] = context.args;
  const listsFailed = flag === "--failed" && sequence === undefined;
  const replays = flag === "--replay" && (sequence === undefined || /^\d{1,15}$/.test(sequence));
  if (rest.length > 0 || (!listsFailed && !replays)) {
    throw new UsageError("events --failed | --replay [SEQUENCE]");
  }
  await (replays ? replay(context, sequence) : listFailed(context));
  return 0;
};

async function replay(
  { config, world, print }: CommandContext,
  sequence: string | undefined,
): Promise<void> {
  const count = await withLedger({ config }, (ledger) =>
    ledger.replayEvents(world.clock.now(), sequence === undefined ? undefined : Number(sequence)),
  );
  print(`${count} ${count === 1 ? "event is" : "events are"} due again`);
}

async function listFailed({ config, print }: CommandContext): Promise<void> {
  const failed = await withLedger({ config }, (ledger) => ledger.listFailedEvents(500));
  for (const { event, attempts, lastError } of failed) {
    const { orderRef } = event.data.session;
    const row = [event.sequence, event.type, orderRef, `${attempts} attempts`, lastError ?? ""];
    print(row.join("\t"));
  }
  print(
    failed.length === 0
      ? "no event failed"
      : `${failed.length} failed; events --replay sends them again`,
  );
}
