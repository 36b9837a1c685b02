/** What a request says about itself and its body, true or not. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { hostileText } from "./hostile.ts";
import type { Targets } from "./targets.ts";

export const contentTypes = fc.oneof(
  { weight: 8, arbitrary: fc.constant("application/json") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "application/json; charset=utf-8",
      "application/json; charset=utf-7",
      "application/json;charset=",
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/xml",
      "*/*",
      "",
      ";;;",
    ),
  },
);

export interface Encoding {
  readonly name: string;
  pack(body: Buffer): Buffer;
}

const asItIs = (body: Buffer): Buffer => body;
export const encodings: fc.Arbitrary<Encoding> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Encoding>({ name: "", pack: asItIs }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Encoding[]>(
      { name: "gzip", pack: (body) => gzipSync(body) },
      { name: "deflate", pack: (body) => deflateSync(body) },
      { name: "br", pack: (body) => brotliCompressSync(body) },
      { name: "gzip", pack: asItIs },
      { name: "deflate", pack: asItIs },
      { name: "br", pack: asItIs },
      { name: "gzip", pack: () => gzipSync(Buffer.alloc(5_000_000)) },
      { name: "zstd", pack: asItIs },
      { name: "gzip, gzip", pack: asItIs },
      { name: "identity", pack: asItIs },
    ),
  },
);

export function headers(targets: Targets): fc.Arbitrary<readonly [string, string]> {
  const named = (name: string, values: readonly string[]) =>
    fc.constantFrom(...values).map((value) => [name, value] as const);
  return fc.oneof(
    named("Origin", [
      "https://shop.example",
      "https://evil.example",
      "null",
      "https://shop.example.evil.example",
      "file://",
      "x".repeat(2_000),
    ]),
    named("Idempotency-Key", ["key-1", "key-2", "", " ", "k".repeat(300), "é"]),
    named("If-None-Match", ['"x"', "*", 'W/"x"', ""]),
    named("Accept-Language", ["ar", "*", ";q=", "zz-zz-zz-zz", "a".repeat(3_000)]),
    named("Accept-Encoding", ["gzip", "br", "identity;q=0, *;q=0", "x".repeat(500)]),
    named("X-Forwarded-For", ["127.0.0.1", "1.2.3.4, 5.6.7.8", "::1", "x".repeat(500)]),
    named("X-Forwarded-Host", ["evil.example"]),
    named("X-Forwarded-Proto", ["https", "javascript"]),
    named("X-Request-Id", ["a", "b".repeat(1_000)]),
    named("Range", ["bytes=0-1", "bytes=9999999999-"]),
    named("Cookie", ["a=b", "__proto__=1", "x".repeat(4_000)]),
    named("Access-Control-Request-Method", ["POST", "STEAL"]),
    named("Access-Control-Request-Headers", ["content-type", "x".repeat(1_000)]),
    named("Authorization", ["Bearer", "Basic eDp5", `bearer ${targets.apiKey}`, "Bearer  x  y"]),
    named("X-HTTP-Method-Override", ["DELETE"]),
    hostileText.map((text) => ["X-Hostile", toValue(text)] as const),
  );
}

function toValue(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, "?");
}
