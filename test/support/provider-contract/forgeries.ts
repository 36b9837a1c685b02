/** What does not come from our gateway, or not as it was sent. Nothing of it may be used. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isUnverified, lastBody, lastMessage, makeOrder, open, openStage } from "./stage.ts";
import type { ProviderSubject } from "./subject.ts";

const longest = 64 * 1024;

const malformed: ReadonlyArray<readonly [what: string, body: string | Uint8Array]> = [
  ["nothing", ""],
  ["white space", " \n"],
  ["null", "null"],
  ["a number", "12.750"],
  ["a list", "[]"],
  ["an empty object", "{}"],
  ["half an object", '{"amount":"12.750"'],
  ["a web page", "<!doctype html><p>502"],
  ["a form without fields", "a"],
  ["bytes that are no text", Uint8Array.of(0x7b, 0xff, 0xfe, 0x00, 0x7d)],
  ["nested without end", "[".repeat(longest)],
  ["as long as it may be", `{"data":"${"A".repeat(longest - 20)}"}`],
  ["a prototype", '{"__proto__":{"signature":"a","data":"b","md5":"c"}}'],
];

export function describeForgeries(subject: ProviderSubject): void {
  describe("a forged notification", () => {
    it("is refused in each of the ways in which one can be forged", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const forgeries = stage.gateway.forgeries(lastMessage(stage));
      assert.ok(forgeries.size >= 4);
      for (const [what, message] of forgeries) {
        assert.throws(() => open(stage, known, message), isUnverified, what);
      }
      open(stage, known, lastMessage(stage));
    });

    it("is refused when a byte of it is missing, wherever it is cut", async (t) => {
      const stage = await openStage(t, subject);
      const { known } = await makeOrder(stage);
      await stage.gateway.pay(known.orderNumber);
      const body = lastBody(stage);
      for (let length = 0; length < body.length; length += 7) {
        assert.throws(() => open(stage, known, body.subarray(0, length)), isUnverified);
      }
    });

    for (const [what, body] of malformed) {
      it(`is refused when it is ${what}`, async (t) => {
        const stage = await openStage(t, subject);
        const { known } = await makeOrder(stage);
        assert.throws(() => open(stage, known, body), isUnverified);
      });
    }
  });

  describe("another merchant's notification", () => {
    it("is refused, also where the order has our number", async (t) => {
      const stage = await openStage(t, subject);
      const other = await openStage(t, subject);
      const { known, request } = await makeOrder(stage);
      await makeOrder(other, { orderNumber: request.orderNumber });
      await other.gateway.pay(known.orderNumber);
      assert.throws(() => open(stage, known, lastBody(other)), isUnverified);
    });
  });
}
