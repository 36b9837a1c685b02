/**
 * Requests to every public route, nearly right: most reach what is behind the parsers. Framing is
 * always correct here, so that a connection can be kept; what breaks framing is in malformed.ts.
 */
import fc from "fast-check";
import { aims } from "./aims.ts";
import { anyBody } from "./bodies.ts";
import { frame, type Head } from "./frame.ts";
import { contentTypes, encodings, headers } from "./heads.ts";
import { queries } from "./hostile-url.ts";
import type { Targets } from "./targets.ts";

export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly bytes: Buffer;
}

export function requestsTo(targets: Targets): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      aim: aims(targets),
      query: queries,
      headers: fc.array(headers(targets), { maxLength: 4 }),
      key: fc.constantFrom(...Array<"right">(8).fill("right"), "wrong", "none"),
      strangeMethod: seldom(fc.constantFrom("GET", "POST", "HEAD", "DELETE", "OPTIONS", "PUT")),
      strangeBody: seldom(anyBody),
      type: contentTypes,
      encoding: encodings,
      chunked: fc.boolean(),
    })
    .map(({ aim, strangeMethod, strangeBody, type, encoding, chunked, ...rest }) => {
      const method = strangeMethod ?? aim.method;
      const target = aim.path + (aim.query ?? rest.query);
      const body = encoding.pack(strangeBody ?? aim.body ?? Buffer.alloc(0));
      const head: Head = [
        ["Host", targets.host],
        ...(rest.key === "none"
          ? []
          : ([
              ["Authorization", `Bearer ${rest.key === "right" ? targets.apiKey : "x"}`],
            ] as const)),
        ["Content-Type", type],
        ...(encoding.name === "" ? [] : ([["Content-Encoding", encoding.name]] as const)),
        ...rest.headers,
      ];
      return { method, target, bytes: frame({ method, target, head, body, chunked }) };
    });
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  );
}
