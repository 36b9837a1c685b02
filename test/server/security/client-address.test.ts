/** Who is counted: an address as far as a trusted proxy wrote it, and of IPv6 a whole network. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startSandbox, type Sandbox } from "../../../demo/sandbox/index.ts";
import { limit, refusals, withLimit } from "../../support/limited-proxy.ts";
import type { RunningProxy } from "../../support/running-proxy.ts";

let sandbox: Sandbox;
before(async () => {
  sandbox = await startSandbox();
});
after(() => sandbox.close());

describe("X-Forwarded-For", () => {
  it("is judged alike for the list, which is answered before all others", async () => {
    const list = (running: RunningProxy, addresses: string) =>
      running.get("/v1/methods?currency=KWD", { "x-forwarded-for": addresses });
    await withLimit(
      sandbox,
      async (running) => {
        const spoof = (index: number) => list(running, `198.51.100.${index}, 203.0.113.9`);
        assert.equal(await refusals(limit + 5, spoof), 5);
        assert.equal((await list(running, "203.0.113.10")).status, 200);
      },
      { TRUST_PROXY: "1" },
    );
    await withLimit(sandbox, async (running) => {
      const spoof = (index: number) => list(running, `203.0.113.${index}`);
      assert.equal(await refusals(limit + 5, spoof), 5);
    });
  });

  const guess = (running: RunningProxy, address: string) =>
    running.get("/v1/checkout/guess", { "x-forwarded-for": address });

  it("is not believed without TRUST_PROXY: inventing addresses is no way around a limit", async () => {
    await withLimit(sandbox, async (running) => {
      const ask = (index: number) => guess(running, `203.0.113.${index}`);
      assert.equal(await refusals(limit + 5, ask), 5);
    });
  });

  it("is believed as far as the trusted proxy wrote it: what a client put before it is not", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        const spoof = (index: number) => guess(running, `198.51.100.${index}, 203.0.113.9`);
        assert.equal(await refusals(limit + 5, spoof), 5);
        assert.equal((await guess(running, "203.0.113.10")).status, 404);
      },
      { TRUST_PROXY: "1" },
    );
  });

  it("is not believed from an address that is not among the trusted ones", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        const ask = (index: number) => guess(running, `203.0.113.${index}`);
        assert.equal(await refusals(limit + 5, ask), 5);
      },
      { TRUST_PROXY: "10.0.0.0/8,192.0.2.1" },
    );
  });

  it("counts one network of IPv6 as one client, because its owner has all of it", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        const ask = (index: number) => guess(running, `2001:db8:0:1::${index.toString(16)}`);
        assert.equal(await refusals(limit + 5, ask), 5);
      },
      { TRUST_PROXY: "loopback" },
    );
  });

  it("counts an IPv4 address as the same client when it is written as IPv6, and the next network as another", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        const ask = (index: number) =>
          guess(running, index % 2 === 0 ? "203.0.113.9" : "::ffff:203.0.113.9");
        assert.equal(await refusals(limit + 5, ask), 5);
        assert.equal(await refusals(limit, () => guess(running, "2001:db8:0:1ff::1")), 0);
        assert.equal((await guess(running, "2001:db8:0:100::2")).status, 429);
        assert.equal((await guess(running, "2001:db8:0:200::1")).status, 404);
      },
      { TRUST_PROXY: "1" },
    );
  });

  it("counts an address whatever port a proxy wrote beside it, and what is none as one", async () => {
    for (const address of [
      (port: number) => `203.0.113.9:${40_000 + port}`,
      (port: number) => `[2001:db8:0:1::9]:${40_000 + port}`,
      (index: number) => `unknown-${index}`,
    ]) {
      await withLimit(
        sandbox,
        async (running) => {
          assert.equal(await refusals(limit + 5, (index) => guess(running, address(index))), 5);
        },
        { TRUST_PROXY: "1" },
      );
    }
  });

  it("makes no trouble when it is no address at all", async () => {
    await withLimit(
      sandbox,
      async (running) => {
        for (const nonsense of ["x".repeat(5_000), "::::", "1.2.3.4.5", "<script>", ",,,", "%00"]) {
          const answer = await guess(running, nonsense);
          assert.equal(answer.status, 404, nonsense);
        }
      },
      { TRUST_PROXY: "true" },
    );
  });
});
