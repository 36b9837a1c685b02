/** `events`: what the shop never took, sending it again, and a test of the way there. */
import { counted, UsageError, type Command, type CommandContext, type Outcome } from "./command.ts";
import { withLedger } from "./open-for.ts";
import { sendTest } from "./test-event.ts";

const usage = "events --failed | --replay [SEQUENCE] | --test";

export const events: Command = {
  usage,
  summary: "what the shop never took, and sending it again",
  help: [
    "--failed              lists events that were given up",
    "--replay [SEQUENCE]   sends them again, all or the one",
    "--test                sends a signed event of type test.ping to MERCHANT_WEBHOOK_URL",
  ],
  options: {
    failed: { type: "boolean" },
    replay: { type: "boolean" },
    test: { type: "boolean" },
  },
  async run(context) {
    const { values, words } = context;
    const asked = ["failed", "replay", "test"].filter((name) => values[name] === true);
    const [sequence, ...rest] = words;
    const isMeant = sequence === undefined || (values["replay"] === true && isSequence(sequence));
    if (asked.length !== 1 || rest.length > 0 || !isMeant) throw new UsageError(usage);
    if (values["test"] === true) return sendTest(context);
    return values["replay"] === true ? replay(context, sequence) : listFailed(context);
  },
};

function isSequence(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

async function replay(
  { config, world, progress }: CommandContext,
  sequence: string | undefined,
): Promise<Outcome> {
  const due = await withLedger({ config }, (ledger) => {
    progress("looking for what was given up");
    const now = world.clock.now();
    return ledger.replayEvents(now, sequence === undefined ? undefined : Number(sequence));
  });
  return {
    lines: [`${counted(due, "event")} ${due === 1 ? "is" : "are"} due again`],
    data: { due },
  };
}

async function listFailed({ config }: CommandContext): Promise<Outcome> {
  const failed = await withLedger({ config }, (ledger) => ledger.listFailedEvents(500));
  const data = failed.map(({ event, attempts, lastError }) => ({
    sequence: event.sequence,
    type: event.type,
    orderRef: event.data.session.orderRef,
    attempts,
    lastError: lastError ?? null,
  }));
  const rows = data.map(({ sequence, type, orderRef, attempts, lastError }) =>
    [sequence, type, orderRef, `${attempts} attempts`, lastError ?? ""].join("\t"),
  );
  const end = `${failed.length} failed; events --replay sends them again`;
  return { lines: [...rows, failed.length === 0 ? "no event failed" : end], data };
}
