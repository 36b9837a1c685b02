/**
 * The caller's trace, by W3C Trace Context: taken up where it is one, and passed on under a span of
 * our own. `tracestate`, in which anybody may write anything, is neither kept nor passed on.
 */
import type { RandomBytes } from "./random.ts";

const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const nothing = /^0+$/;

/** The header as version 00 writes it; undefined where it names no trace. */
export function readTraceparent(header: string | undefined): string | undefined {
  const [, version, trace = "", span = "", flags, more] = shape.exec(header ?? "") ?? [];
  if (version === undefined || version === "ff") return undefined;
  // What a later version adds comes behind what this one has.
  if (version === "00" && more !== undefined) return undefined;
  if (nothing.test(trace) || nothing.test(span)) return undefined;
  return `00-${trace}-${span}-${flags}`;
}

export function traceIdOf(traceparent: string): string {
  return traceparent.slice(3, 35);
}

/** The same trace, for who is called by us. */
export function childOf(traceparent: string, random: RandomBytes): string {
  const span = Buffer.from(random(8)).toString("hex");
  return `00-${traceIdOf(traceparent)}-${span}-${traceparent.slice(-2)}`;
}
