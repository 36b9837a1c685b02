/** Which broken connections mean that the gateway certainly did nothing. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createHttpClient } from "../../../server/platform/http-client.ts";

function outcomeOf(cause: Readonly<Record<string, string>>): Promise<unknown> {
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
  const sending = createHttpClient({ fetch }).send({
    url: "https://gateway.example",
    method: "POST",
    signal: new AbortController().signal,
  });
  return sending.then(
    () => "an answer",
    (error: unknown) => (error as { outcome?: unknown }).outcome,
  );
}

describe("a connection that breaks", () => {
  for (const [cause, outcome] of [
    [{ code: "ECONNREFUSED", syscall: "connect" }, "none"],
    [{ code: "ECONNREFUSED" }, "none"],
    [{ code: "ENOTFOUND", syscall: "getaddrinfo" }, "none"],
    [{ code: "EHOSTUNREACH", syscall: "connect" }, "none"],
    [{ code: "EHOSTUNREACH" }, "none"],
    [{ code: "EHOSTUNREACH", syscall: "read" }, "unknown"],
    [{ code: "ENETUNREACH", syscall: "write" }, "unknown"],
    [{ code: "ECONNRESET", syscall: "read" }, "unknown"],
    [{ code: "UND_ERR_SOCKET" }, "unknown"],
  ] as const) {
    it(`has the outcome ${outcome} at ${JSON.stringify(cause)}`, async () => {
      assert.equal(await outcomeOf(cause), outcome);
    });
  }
});
