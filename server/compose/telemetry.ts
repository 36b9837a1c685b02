/** What operators are told of one proxy: its log, its metrics, and who fills them from the ledger. */
import type { AccountGateway, DecisionListener, Ledger } from "../ledger/ledger.ts";
import type { Logger } from "../platform/logger.ts";
import { createMetrics, type Metrics } from "../platform/metrics.ts";
import { namingRequests } from "../platform/request-context.ts";
import type { Account } from "../providers/accounts.ts";
import { addBacklogGauges } from "../telemetry/backlog-gauges.ts";
import { createDecisionLog } from "../telemetry/decision-log.ts";
import { createMethodLabels } from "../telemetry/method-labels.ts";
import type { World } from "./world.ts";

export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly onDecided: DecisionListener;
  /** Adds what waits in the ledger to the metrics. */
  watch(ledger: Ledger): void;
}

export function composeTelemetry(
  { clock, logger: plain }: Pick<World, "clock" | "logger">,
  accounts: readonly Account[],
): Telemetry {
  const gateways = gatewaysOf(accounts);
  const logger = namingRequests(plain);
  const metrics = createMetrics({ gateways, now: () => clock.now() });
  return {
    logger,
    metrics,
    onDecided: createDecisionLog({ logger, metrics, labels: createMethodLabels() }),
    watch: (ledger) => addBacklogGauges(metrics.registry, { ledger, clock, gateways }),
  };
}

function gatewaysOf(accounts: readonly Account[]): readonly AccountGateway[] {
  return accounts.flatMap(({ id: account, providers }) =>
    providers.map(({ id: provider }) => ({ provider, account })),
  );
}
