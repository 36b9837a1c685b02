/** What sessions are looked for by. */
import type { SessionStatus } from "../../contract/vocabulary.ts";
import type { Period } from "./ledger-events.ts";

export interface SessionQuery extends Period {
  readonly orderRef?: string;
  readonly status?: SessionStatus;
  /** Those that come after this one in the list. Of one that is not there, none do. */
  readonly after?: string;
  readonly limit: number;
}
