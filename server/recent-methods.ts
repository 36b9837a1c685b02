/**
 * What a customer used before, for a short while and for that customer only. Asked in the
 * background when a session is made: never a reason to fail or to wait.
 */
import { LRUCache } from "lru-cache";
import { GatewayError } from "./errors.ts";
import type { FlowContext } from "./flow-context.ts";
import { callGateway } from "./gateway-call.ts";
import type { Session } from "./ledger/ledger.ts";

export interface RecentMethods {
  prefetch(session: Session): void;
  /** Method ids, most recent first; empty while nothing is known. */
  known(session: Session): readonly string[];
}

const keepMs = 5 * 60_000;

export function createRecentMethods(context: FlowContext): RecentMethods {
  const bySession = new LRUCache<string, readonly string[]>({ max: 5_000, ttl: keepMs });
  return {
    known: (session) => bySession.get(session.id) ?? [],
    prefetch(session) {
      const customerId = session.customer?.id;
      const account = context.accounts.choose(session.account, session.currency);
      if (customerId === undefined || account === undefined) return;
      for (const provider of account.providers) {
        if (provider.listIsLocal || session.providers?.includes(provider.id) === false) continue;
        if (!provider.serves(session.filter)) continue;
        void callGateway(context, provider, "recent", () =>
          provider.listRecentCodes(customerId, session.filter, AbortSignal.timeout(5_000)),
        ).then(
          (codes) => {
            const ids = codes.map((code) => `${provider.id}:${code}`);
            bySession.set(session.id, [...(bySession.get(session.id) ?? []), ...ids]);
          },
          (error: unknown) => {
            if (!(error instanceof GatewayError)) throw error;
          },
        );
      }
    },
  };
}
