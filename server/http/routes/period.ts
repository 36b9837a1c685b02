/** Which time a list is asked for, as the ledger counts it. */
import type { Period } from "../../ledger/ledger.ts";

interface Times {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function periodOf({ from, to }: Times): Period {
  return { from: timeOf(from), to: timeOf(to) };
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}
