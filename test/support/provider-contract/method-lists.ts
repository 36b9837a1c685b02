/** The methods to choose from, which of them are tests, and what a customer used before. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MethodFilter } from "../../../contract/contract.ts";
import { makeOrder, isGatewayError, never, newRequest, openStage, toKnown } from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

export function describeMethodLists(subject: ProviderSubject): void {
  const { currency } = subject.money;
  const filter: MethodFilter = { currency };

  describe("a list of methods", () => {
    it("names each method once, by code and by label", async (t) => {
      const { provider } = await openStage(t, subject);
      assert.equal(provider.serves(filter), true);
      const methods = await provider.listMethods(filter, never());
      assert.ok(methods.length > 0);
      for (const name of ["code", "label"] as const) {
        assert.equal(new Set(methods.map((method) => method[name])).size, methods.length, name);
      }
      for (const { label, labels } of methods) {
        for (const text of [label, ...Object.values(labels ?? {})]) assert.match(text, /\S/);
      }
    });

    it("is asked for once each time, or not at all where the configuration has it", async (t) => {
      const { provider, gateway } = await openStage(t, subject);
      await provider.listMethods(filter, never());
      assert.equal(gateway.calls(), provider.capabilities.fetchedList === null ? 0 : 1);
    });

    it("names logos of the gateway's own origin alone", async (t) => {
      const { provider } = await openStage(t, subject);
      const { fetchedList } = provider.capabilities;
      for (const { logoUrl, code } of await provider.listMethods(filter, never())) {
        if (logoUrl !== null) assert.equal(new URL(logoUrl).origin, fetchedList?.logoOrigin, code);
      }
    });

    it("is the same whether what the gateway assumes is said or left out", async (t) => {
      const { provider } = await openStage(t, subject);
      const said = { ...provider.capabilities.fetchedList?.defaults, ...filter };
      assert.equal(provider.serves(said), true);
      assert.deepEqual(
        await provider.listMethods(said, never()),
        await provider.listMethods(filter, never()),
      );
    });

    it("keeps its version as long as it is the same gateway's, and has another at another", async (t) => {
      const stage = await openStage(t, subject);
      const other = await openStage(t, subject);
      const versionOf = ({ provider }: typeof stage) => provider.capabilities.fetchedList?.version;
      const isLocal = stage.provider.capabilities.fetchedList === null;
      assert.equal(versionOf(stage) === versionOf(other), isLocal);
      const same = await openStage(t, subject, { env: stage.sandbox.env });
      assert.equal(versionOf(same), versionOf(stage));
    });

    it("fails when the gateway does, where it is the gateway's", async (t) => {
      const stage = await openStage(t, subject);
      const isLocal = stage.provider.capabilities.fetchedList === null;
      for (const behaviour of [
        { do: "status", status: 503 },
        { do: "html" },
        { do: "status", status: 200, body: {} },
        { do: "reset" },
      ] as const) {
        stage.gateway.behave("list", behaviour);
        const listing = stage.provider.listMethods(filter, never());
        if (isLocal) assert.ok((await listing).length > 0);
        else await assert.rejects(listing, isGatewayError({}));
      }
    });
  });

  describe("a method that moves no real money", () => {
    it("is listed and asked for as what it is, and the other type is not served", async (t) => {
      for (const live of [false, true]) {
        const { provider } = await openStage(t, subject, { live });
        // Where the gateway does not tell, what is on this machine is a test.
        const isLive = provider.capabilities.methodType === "production";
        const [own, other] = isLive
          ? (["production", "sandbox"] as const)
          : (["sandbox", "production"] as const);
        assert.equal(provider.serves({ ...filter, type: other }), false);
        const methods = await provider.listMethods({ ...filter, type: own }, never());
        assert.ok(methods.length > 0 && methods.every(({ test }) => test === !isLive));
      }
    });

    it("is known by its code when money came by it, though it was never listed", async (t) => {
      const stage = await openStage(t, subject, { live: true });
      const isLive = stage.provider.capabilities.methodType === "production";
      const known = toKnown(await newRequest(stage), null);
      stage.gateway.addTestMethod("never-listed");
      const isTest = (order: typeof known, code: string | null) =>
        stage.provider.isTest(order, code, never());
      assert.equal(await isTest(known, known.method), !isLive);
      assert.equal(await isTest(known, "never-listed"), true);
      assert.equal(await isTest({ ...known, test: true }, known.method), true);
    });

    it("of an order that was made as a test stays one when it is paid", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      assert.equal(
        await stage.provider.isTest({ ...known, test: true }, known.method, never()),
        true,
      );
    });
  });

  describe("what a customer used before", () => {
    it("is nothing for somebody who was never here", async (t) => {
      const { provider } = await openStage(t, subject);
      assert.deepEqual(await provider.listRecentCodes("nobody", filter, never()), []);
    });

    it("is that customer's own, where the gateway keeps it", async (t) => {
      const stage = await openStage(t, subject);
      const { provider, gateway } = stage;
      const [code = ""] = (await provider.listMethods(filter, never())).map((one) => one.code);
      await gateway.remember("customer-1", code);
      const keepsIt = provider.capabilities.fetchedList !== null;
      const recent = await provider.listRecentCodes("customer-1", filter, never());
      assert.deepEqual(recent, keepsIt ? [code] : []);
      assert.deepEqual(await provider.listRecentCodes("customer-2", filter, never()), []);
    });
  });
}
