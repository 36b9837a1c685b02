/** Bytes that are hardly HTTP, or whose framing lies. Each needs a connection of its own. */
import fc from "fast-check";
import { frame } from "./frame.ts";
import type { FuzzRequest } from "./requests.ts";
import type { Targets } from "./targets.ts";

type Spoil = (request: Buffer) => Buffer;

const insert = (bytes: Buffer, at: number, what: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)]);

/** Ways to spoil a request; `at` is where, as a part of its length. */
const spoils: fc.Arbitrary<Spoil> = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    noise: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    kind: fc.constantFrom("insert", "cut", "flip", "drop", "double"),
  })
  .map(({ at, noise, kind }) => (request) => {
    const index = Math.floor(at * request.length);
    switch (kind) {
      case "insert":
        return insert(request, index, Buffer.from(noise));
      case "cut":
        return request.subarray(0, index);
      case "flip":
        return Buffer.concat([
          request.subarray(0, index),
          Buffer.from(noise),
          request.subarray(index + noise.length),
        ]);
      case "drop":
        return Buffer.concat([request.subarray(0, index), request.subarray(index + noise.length)]);
      case "double":
        return insert(request, index, request.subarray(index));
    }
  });

/** Requests whose head lies about what follows. */
function lies(targets: Targets): fc.Arbitrary<Buffer> {
  const host = `Host: ${targets.host}\r\n`;
  const post = `POST /v1/sessions HTTP/1.1\r\n${host}Authorization: Bearer ${targets.apiKey}\r\nContent-Type: application/json\r\n`;
  return fc
    .constantFrom(
      `${post}Content-Length: 100\r\n\r\n{}`,
      `${post}Content-Length: 1\r\n\r\n{"amount":"1"}`,
      `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
      `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `${post}Content-Length: 0x2\r\n\r\n{}`,
      `${post}Content-Length: 99999999999999999999\r\n\r\n{}`,
      `${post}Content-Length: +2\r\n\r\n{}`,
      `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
      `${post}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
      `${post}Transfer-Encoding: chunked\r\n\r\n2\r\n{}`,
      `${post}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nX-Trailer: y\r\n\r\n`,
      `${post}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n${host}\r\n`,
      `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
      `${post}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
      `GET /healthz HTTP/1.1\r\n${host}${"X-Many: y\r\n".repeat(3_000)}\r\n`,
      `GET /healthz HTTP/1.1\r\n${host}X-Long: ${"y".repeat(70_000)}\r\n\r\n`,
      `GET /${"a".repeat(70_000)} HTTP/1.1\r\n${host}\r\n`,
      `GET /healthz HTTP/1.1\r\n${host}\0X: y\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\n${host} folded\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`,
      `GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n`,
      `GET /healthz HTTP/1.0\r\n\r\n`,
      `GET /healthz HTTP/2.0\r\n${host}\r\n`,
      `GET /healthz\r\n\r\n`,
      `GET  /healthz HTTP/1.1\r\n${host}\r\n`,
      `get /healthz HTTP/1.1\r\n${host}\r\n`,
      `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`,
      `GET /healthz HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n`,
      `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`,
      `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03`,
    )
    .map((text) => Buffer.from(text, "latin1"));
}

export function malformedTo(
  targets: Targets,
  requests: fc.Arbitrary<FuzzRequest>,
): fc.Arbitrary<Buffer> {
  const plain = fc.constant(
    frame({
      method: "GET",
      target: "/v1/methods?currency=KWD",
      head: [["Host", targets.host]],
      body: Buffer.alloc(0),
      chunked: false,
    }),
  );
  return fc.oneof(
    { weight: 2, arbitrary: lies(targets) },
    {
      weight: 4,
      arbitrary: fc
        .record({
          request: fc.oneof(
            requests.map(({ bytes }) => bytes),
            plain,
          ),
          spoil: fc.array(spoils, { minLength: 1, maxLength: 3 }),
        })
        .map(({ request, spoil }) => spoil.reduce((bytes, one) => one(bytes), request)),
    },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    },
  );
}
