/** `erase`: clears personal data of one customer, or of old sessions, at once. Money facts stay. */
import { counted, UsageError, type Command, type Typed } from "./command.ts";
import { withLedger } from "./open-for.ts";

const dayMs = 24 * 3_600_000;
const usage = "erase --customer ID | --ended-before DAYS";

export const erase: Command = {
  usage,
  summary: "clears personal data at once; what was paid stays",
  help: [
    "--customer ID        of every session of that customer.id",
    "--ended-before DAYS  of every session that ended so many days ago",
  ],
  options: { customer: { type: "string" }, "ended-before": { type: "string" } },
  async run({ config, world, progress, ...typed }) {
    const now = world.clock.now();
    const of = readWish(typed, now);
    if (of === undefined) throw new UsageError(usage);
    const sessions = await withLedger({ config }, (ledger) => {
      return ledger.erasePersonal(of, now, inTenths(progress));
    });
    const words = `personal data of ${counted(sessions, "session")} ${sessions === 1 ? "is" : "are"} erased`;
    return { lines: [words], data: { sessions } };
  },
};

/** Ten lines at the most, however many orders there are. */
function inTenths(progress: (words: string) => void): (done: number, all: number) => void {
  let told = -1;
  return (done, all) => {
    const tenth = Math.floor((10 * done) / all);
    if (tenth === told) return;
    told = tenth;
    progress(`erasing: ${done} of ${counted(all, "order")}`);
  };
}

function readWish(
  { words, values }: Typed,
  now: number,
): { customerId: string } | { endedBefore: number } | undefined {
  const { customer: customerId, "ended-before": days } = values;
  if (words.length > 0 || (customerId === undefined) === (days === undefined)) return undefined;
  if (typeof customerId === "string") return customerId === "" ? undefined : { customerId };
  return /^\d{1,5}$/.test(String(days)) ? { endedBefore: now - Number(days) * dayMs } : undefined;
}
