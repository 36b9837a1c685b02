import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { childOf, readTraceparent, traceIdOf } from "../../../server/platform/trace-context.ts";

const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
const whole = `00-${trace}-${span}-01`;

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const table: readonly (readonly [header: string | undefined, read: string | undefined])[] = [
  [whole, whole],
  [`00-${trace}-${span}-00`, `00-${trace}-${span}-00`],
  [`cc-${trace}-${span}-01`, whole],
  [`cc-${trace}-${span}-01-what-may-come`, whole],
  [`cc-${trace}-${span}-01.what-may-not`, undefined],
  [`00-${trace}-${span}-01-more`, undefined],
  [`ff-${trace}-${span}-01`, undefined],
  [`00-${"0".repeat(32)}-${span}-01`, undefined],
  [`00-${trace}-${"0".repeat(16)}-01`, undefined],
  [`00-${trace.toUpperCase()}-${span}-01`, undefined],
  [`00-${trace.slice(1)}-${span}-01`, undefined],
  [`00-${trace}-${span}-1`, undefined],
  [` ${whole}`, undefined],
  [`${whole},${whole}`, undefined],
  ["", undefined],
  [undefined, undefined],
];

describe("readTraceparent", () => {
  for (const [header, read] of table) {
    it(`reads ${String(header)} as ${String(read)}`, () => {
      assert.equal(readTraceparent(header), read);
    });
  }
});

describe("childOf", () => {
  it("is the same trace and flags, under a span of our own", () => {
    const child = childOf(whole, (count) => new Uint8Array(count).fill(0xab));
    assert.equal(child, `00-${trace}-${"ab".repeat(8)}-01`);
    assert.equal(traceIdOf(child), trace);
    assert.equal(readTraceparent(child), child);
  });
});
