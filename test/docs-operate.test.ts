/** What docs/operate.md says is what a proxy does. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { commands } from "../server/commands/index.ts";
import { parseMetrics } from "./support/promql.ts";
import { runWatchedProxy } from "./support/watched-proxy.ts";

/** Runs of spaces are how tables are laid out, not what they say. */
const read = async (path: string) =>
  (await readFile(new URL(`../${path}`, import.meta.url), "utf8")).replace(/ +/g, " ");

describe("docs/operate.md", () => {
  it("has a row for every metric of a proxy, with its labels, and for no other", async (t) => {
    const watched = await runWatchedProxy();
    t.after(() => watched.stop());
    const text = await watched.metrics();
    const series = parseMetrics(text);
    const rows = [
      ...(await read("docs/operate.md")).matchAll(/^\| `(otter_\w+)` \| (\w+) \| (.*?) ?\|/gm),
    ];
    const types = [...text.matchAll(/^# TYPE (otter_\w+) (\w+)$/gm)];
    assert.deepEqual(
      rows.map(([, name, type]) => `${name} ${type}`).sort(),
      types.map(([, name, type]) => `${name} ${type}`).sort(),
    );
    for (const [, name = "", , labels = ""] of rows) {
      const known = series.filter(
        ({ metric }) => metric.replace(/_(?:bucket|sum|count)$/, "") === name,
      );
      assert.ok(known.length > 0, name);
      const all = new Set(known.flatMap((one) => Object.keys(one.labels)));
      all.delete("le");
      assert.deepEqual(
        [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
        [...all],
        name,
      );
    }
  });

  it("says of every alarm what it means and what to do, and how urgent it is", async () => {
    const text = await read("docs/operate.md");
    const sections = text.split(/^### (?=Otter)/m).slice(1);
    const rules = await readFile(new URL("../deploy/alerts.yaml", import.meta.url), "utf8");
    const alarms = [...rules.matchAll(/- alert: (\w+)[^]*?severity: (\w+)/g)];
    assert.deepEqual(
      sections.map((section) => section.split("\n")[0]),
      alarms.map(([, name]) => name),
    );
    for (const [index, [, name, severity = ""]] of alarms.entries()) {
      const section = sections[index] ?? "";
      assert.match(section, new RegExp(`\\*\\*${severity}\\.\\*\\*`, "i"), name);
      assert.match(section, /^- /m, name);
    }
  });

  it("looks in the log for what stands there", async (t) => {
    const watched = await runWatchedProxy();
    t.after(() => watched.stop());
    await watched.metrics();
    const text = await read("docs/operate.md");
    const sought = [...text.matchAll(/grep '([^']+)' proxy/g)].map(([, words = ""]) => words);
    // What no watched proxy comes upon is at least said somewhere.
    const rare = ["a round failed", "nearly all cards"];
    assert.ok(sought.length > 5);
    for (const words of sought) {
      const isRare = rare.some((one) => words.includes(one));
      assert.ok(isRare || watched.running.log.some((line) => line.includes(words)), words);
    }
  });

  it("asks for no command that there is not", async () => {
    const text = await read("docs/operate.md");
    const used = [...text.matchAll(/`?otter-checkout-proxy (\w+)/g)].map(([, name = ""]) => name);
    assert.ok(used.length > 8);
    for (const name of used) assert.ok(commands.has(name), name);
  });
});
