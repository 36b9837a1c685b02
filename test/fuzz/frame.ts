/** A request as bytes, well framed whatever it says. */

/** One header each; a name may come twice. */
export type Head = readonly (readonly [name: string, value: string])[];

export interface Frame {
  readonly method: string;
  readonly target: string;
  /** Without what tells of the body's length. */
  readonly head: Head;
  readonly body: Buffer;
  readonly chunked: boolean;
}

export function frame({ method, target, head, body, chunked }: Frame): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...head.map(([name, value]) => `${name}: ${value}`),
  ];
  const length = chunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body.length}`;
  const start = Buffer.from([...lines, length, "", ""].join("\r\n"), "latin1");
  return Buffer.concat([start, chunked ? toChunks(body) : body]);
}

function toChunks(body: Buffer): Buffer {
  const half = Math.ceil(body.length / 2);
  const parts = [body.subarray(0, half), body.subarray(half)].filter((part) => part.length > 0);
  return Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`${part.length.toString(16)}\r\n`),
      part,
      Buffer.from("\r\n"),
    ]),
    Buffer.from("0\r\n\r\n"),
  ]);
}
