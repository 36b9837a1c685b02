/** A real Prometheus on this machine, which scrapes one address and knows our alarms. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "../../scripts/free-port.ts";
import { begin } from "../engines/programs.ts";

export const rulesFile = fileURLToPath(new URL("../../deploy/alerts.yaml", import.meta.url));

/** What a query came to: one row for each series. */
export type Answer = readonly {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [at: number, value: string];
}[];

export interface Alarm {
  readonly name: string;
  readonly state: "inactive" | "pending" | "firing";
  /** `ok` where its query could be evaluated. */
  readonly health: string;
}

export interface Prometheus {
  /** @throws Error for what is no query */
  query(text: string): Promise<Answer>;
  alarms(): Promise<readonly Alarm[]>;
  stop(): Promise<void>;
}

export async function startPrometheus(target: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), "otter-prometheus-"));
  const config = join(folder, "prometheus.yml");
  await writeFile(
    config,
    JSON.stringify({
      global: { scrape_interval: "1s", evaluation_interval: "1s" },
      rule_files: [rulesFile],
      scrape_configs: [
        { job_name: "otter-checkout", static_configs: [{ targets: [new URL(target).host] }] },
      ],
    }),
  );
  const port = await findFreePort();
  const program = await begin(
    [
      "prometheus",
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    /(Server is ready)/,
  );
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const { data, error } = (await response.json()) as { data: unknown; error?: string };
    if (error !== undefined) throw new Error(`${error}: ${path}`);
    return data;
  };
  return {
    async query(text) {
      const answer = await ask(`query?query=${encodeURIComponent(text)}`);
      return (answer as { result: Answer }).result;
    },
    async alarms() {
      const { groups } = (await ask("rules")) as { groups: readonly { rules: Alarm[] }[] };
      return groups.flatMap(({ rules }) => rules);
    },
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
