/** Which time a list is asked for, as the ledger counts it. */
import type { Period } from "../../ledger/ledger.ts";

interface Times {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function periodOf({ from, to }: Times): Period {
  return {
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
  };
}
