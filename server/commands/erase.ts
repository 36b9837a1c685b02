/** `erase --customer ID` clears one customer's personal data at once; `erase --ended-before DAYS` that of old sessions. Money facts stay. */
import { UsageError, type Command } from "./command.ts";
import { withLedger } from "./open-for.ts";

const dayMs = 24 * 3_600_000;

export const erase: Command = async ({ config, world, args, print }) => {
  const [flag, value, ...rest] = args;
  const of = rest.length === 0 ? parse(flag, value, world.clock.now()) : undefined;
  if (of === undefined) throw new UsageError("erase --customer ID | --ended-before DAYS");
  const count = await withLedger({ config }, (ledger) =>
    ledger.erasePersonal(of, world.clock.now()),
  );
  print(`personal data of ${count} ${count === 1 ? "session is" : "sessions are"} erased`);
  return 0;
};

function parse(
  flag: string | undefined,
  value: string | undefined,
  now: number,
): { customerId: string } | { endedBefore: number } | undefined {
  if (value === undefined || value === "") return undefined;
  if (flag === "--customer") return { customerId: value };
  if (flag === "--ended-before" && /^\d{1,5}$/.test(value)) {
    return { endedBefore: now - Number(value) * dayMs };
  }
  return undefined;
}
