/** Alarms and dashboard ask for what a proxy answers: every metric, every label, every value. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isSelected, parseMetrics, parseQuery, type Series } from "../../support/promql.ts";
import { readAlarms, readPanels } from "../../support/queries.ts";
import { runWatchedProxy, type WatchedProxy } from "../../support/watched-proxy.ts";

/** Written by Prometheus itself, for each scrape. */
const ofPrometheus: Series = {
  metric: "up",
  labels: { job: "otter-checkout", instance: "127.0.0.1:8080" },
  value: 1,
};

let watched: WatchedProxy;
let answered: readonly Series[];
before(async () => {
  watched = await runWatchedProxy();
  answered = [...parseMetrics(await watched.metrics()), ofPrometheus];
});
after(() => watched.stop());

const [alarms, panels] = [await readAlarms(), await readPanels()];
assert.ok(alarms.length > 10 && panels.length > 20);

for (const [of, queries] of [
  ["the alarm", alarms],
  ["the panel", panels],
] as const) {
  for (const { name, text } of queries) {
    describe(`${of} ${name}`, () => {
      const { selectors, labels } = parseQuery(text);

      it("selects series that a proxy answers, by labels that they have", () => {
        const selected = selectors.map((selector) => {
          const found = answered.filter((series) => isSelected(selector, series));
          assert.ok(found.length > 0, `nothing is ${JSON.stringify(selector)}`);
          for (const { label } of selector.matchers) {
            assert.ok(
              found.every((series) => Object.hasOwn(series.labels, label)),
              label,
            );
          }
          return found;
        });
        for (const label of labels) {
          const isLabel = selected.flat().some((series) => Object.hasOwn(series.labels, label));
          assert.ok(isLabel, `no series has ${label}`);
        }
      });
    });
  }
}

describe("parseQuery", () => {
  for (const text of [
    "sum(otter_ledger_up",
    "sum(otter_ledger_up))",
    "summe(otter_ledger_up)",
    "otter_ledger_up{job=otter}",
    "otter_ledger_up @ 5",
    "rate otter_ledger_up",
    "1 + 2",
  ]) {
    it(`refuses ${text}`, () => {
      assert.throws(() => parseQuery(text));
    });
  }
});
