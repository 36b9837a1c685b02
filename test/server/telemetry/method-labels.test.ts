/** Methods are named by gateways: however many and whatever they are, series stay few and plain. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMethod, startSandbox } from "../../../demo/sandbox/index.ts";
import { createMethodLabels } from "../../../server/telemetry/method-labels.ts";
import { parseMetrics } from "../../support/promql.ts";
import { anOrder, runProxy, start } from "../../support/running-proxy.ts";

describe("methods as labels", () => {
  it("are a hundred at most, those first seen, and others together", () => {
    const labels = createMethodLabels();
    const codes = Array.from({ length: 150 }, (_, index) => `code-${index}`);
    const said = new Set(codes.map((code) => labels.of("ottu", code)));
    assert.equal(said.size, 101);
    assert.ok(said.has("other"));
    assert.equal(labels.of("ottu", "code-0"), "code-0");
    assert.equal(labels.of("ottu", "code-149"), "other");
    assert.equal(labels.of("ottpay", "code-0"), "other");
  });

  for (const code of ["", "two words", 'a"b', "a\nb", "a".repeat(41), "كي نت"]) {
    it(`are plain: ${JSON.stringify(code)} is another`, () => {
      assert.equal(createMethodLabels().of("ottu", code), "other");
    });
  }

  it("are counted where payments begin, by the method that was chosen", async (t) => {
    const sandbox = await startSandbox();
    const odd = createMethod({ code: "x".repeat(60), accepted_currencies: ["KWD"] });
    sandbox.ottu.setMethods([...sandbox.ottu.methods(), odd]);
    const running = await runProxy({ sandbox, workers: false });
    t.after(async () => {
      await running.stop();
      await sandbox.close();
    });
    for (const method of ["ottu:knet-main", `ottu:${odd.code}`]) {
      const session = await running.client.createSession(anOrder());
      const answer = await start(running, session, method);
      assert.equal(answer.status, 201, answer.text);
    }
    const starts = parseMetrics((await running.get("/metrics")).text).filter(
      ({ metric }) => metric === "otter_payment_starts_total",
    );
    assert.deepEqual(
      starts.map(({ labels, value }) => [labels["method"], value]),
      [
        ["knet-main", 1],
        ["other", 1],
      ],
    );
  });
});
