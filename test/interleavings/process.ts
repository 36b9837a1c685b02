/** One process of ours: its flows and its workers, over the ledger that all of them share. */
import type { FlowContext } from "../../server/flow-context.ts";
import { createFlows, type Flows } from "../../server/flows.ts";
import type { Ledger } from "../../server/ledger/ledger.ts";
import { createMethodsCache } from "../../server/methods/cache/tiered-methods-cache.ts";
import { createIcons } from "../../server/methods/marks/icons.ts";
import { createMarks } from "../../server/methods/marks/marks.ts";
import type { Clock } from "../../server/platform/clock.ts";
import { createHttpClient } from "../../server/platform/http-client.ts";
import type { Logger } from "../../server/platform/logger.ts";
import { createMetrics } from "../../server/platform/metrics.ts";
import { parseOriginPattern } from "../../server/platform/origin-pattern.ts";
import { createPublicUrls } from "../../server/platform/public-urls.ts";
import { startReconciler } from "../../server/confirmation/reconciler.ts";
import { createAccounts, defaultAccountId } from "../../server/providers/accounts.ts";
import type { Chance, SeededChance } from "./chance.ts";
import type { ModelGateway } from "./model-gateway.ts";
import { observeLedger, type Books } from "./observed-ledger.ts";
import { Life, type VirtualTime } from "./virtual-time.ts";
import type { WallClock } from "./wall-clock.ts";

export interface Process {
  readonly life: Life;
  readonly clock: Clock;
  readonly flows: Flows;
}

/** What is there whichever process lives. */
export interface Surroundings {
  readonly ledger: Ledger;
  readonly books: Books;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly tokens: SeededChance;
  readonly gateways: readonly ModelGateway[];
  /** Is told of what fails: a round of a worker must not, the ledger is there. */
  readonly onFailure: (what: string) => void;
}

export const shop = "https://shop.example";
const metrics = createMetrics();
const http = createHttpClient({ fetch: () => Promise.reject(new Error("nothing to fetch")) });

export function startProcess(around: Surroundings, wall: WallClock): Process {
  const { time, chance, books } = around;
  const life = new Life();
  const clock = time.clockOf(life, wall);
  const ledger = observeLedger(around.ledger, { life, clock, chance, books });
  let wake = (): void => undefined;
  const context: FlowContext = {
    ledger,
    accounts: createAccounts([
      {
        id: defaultAccountId,
        providers: around.gateways.map((gateway) => gateway.asProvider({ life, clock })),
      },
    ]),
    clock,
    random: around.tokens.bytes,
    urls: createPublicUrls("https://pay.shop.example"),
    logger: loggerOf(around.onFailure),
    metrics,
    wake: () => wake(),
  };
  const flows = flowsOf(context);
  const reconciler = startReconciler(
    { ...context, clock: time.workerClockOf(life, wall) },
    flows.confirmation,
  );
  wake = () => reconciler.wake();
  return { life, clock, flows };
}

function flowsOf(context: FlowContext): Flows {
  const { ledger, clock } = context;
  const origin = parseOriginPattern(shop);
  const icons = createIcons({ http, ledger, baseUrl: shop, logoOrigins: [] });
  return createFlows(context, {
    cache: createMethodsCache({
      ledger,
      clock,
      ttlMs: 3_600_000,
      staleMs: 86_400_000,
      maxBytes: 1_000_000,
    }),
    marks: createMarks({ icons, operatorMarks: {}, hasBrandMarks: true }),
    rules: {
      allowLoopbackHttp: false,
      returnOrigins: origin === undefined ? [] : [origin],
    },
    missesPerMinute: 1_000,
  });
}

function loggerOf(onFailure: (what: string) => void): Logger {
  const quiet = (): void => undefined;
  return {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (fields, message) => onFailure(`logged: ${message} (${String(fields["reason"])})`),
  };
}
