/** What sessions are looked for by. */
import type { SessionStatus } from "../../contract/vocabulary.ts";
import type { Period } from "./ledger-events.ts";

export interface SessionQuery extends Period {
  readonly orderRef?: string | undefined;
  readonly status?: SessionStatus | undefined;
  /** Those that come after this one in the list. Of one that is not there, none do. */
  readonly after?: string | undefined;
  readonly limit: number;
}
