/** The queries that are given to operators: of the alarms, and of the dashboard's panels. */
import { readFile } from "node:fs/promises";

export interface GivenQuery {
  /** Of the alarm or the panel. */
  readonly name: string;
  readonly text: string;
}

const read = (path: string) => readFile(new URL(`../../deploy/${path}`, import.meta.url), "utf8");

export async function readAlarms(): Promise<readonly GivenQuery[]> {
  const rules = (await read("alerts.yaml")).split(/^\s+- alert: /m).slice(1);
  return rules.map((rule) => {
    const [name = ""] = rule.split("\n");
    const [, text = ""] = /^\s+expr: (.+)$/m.exec(rule) ?? [];
    return { name, text };
  });
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** @param interval what Grafana puts for the range that fits the page */
export async function readPanels(interval = "5m"): Promise<readonly GivenQuery[]> {
  const { panels } = JSON.parse(await read("grafana-dashboard.json")) as { panels: Panel[] };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({
      name: title,
      text: expr.replaceAll("$__rate_interval", interval),
    })),
  );
}
