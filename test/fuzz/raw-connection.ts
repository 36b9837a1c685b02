/**
 * HTTP/1.1 by hand, over one kept connection: bytes out as they are given, answers read one after
 * the other. A client that would refuse to send nonsense could not try any.
 */
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const blankLine = Buffer.from("\r\n\r\n");

/** Sends bytes and reads all that comes back until the other side closes. */
export function exchange(port: number, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("data", (part) => parts.push(part));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Buffer.concat(parts)));
    socket.end(bytes);
  });
}

/** The first answer in what came back; undefined when there is no whole one. */
export function firstAnswer(bytes: Buffer, method: string): RawAnswer | undefined {
  return takeAnswer(bytes, method)?.answer;
}

export class RawConnection {
  readonly #port: number;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #look: () => void = () => undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** @returns undefined when the other side closed without an answer */
  send(bytes: Uint8Array, method: string): Promise<RawAnswer | undefined> {
    const socket = this.#socket ?? this.#open();
    return new Promise((resolve) => {
      this.#look = () => {
        const taken = takeAnswer(this.#received, method);
        if (taken === undefined && this.#socket === socket) return;
        this.#look = () => undefined;
        this.#received = taken?.rest ?? Buffer.alloc(0);
        if (taken?.answer.headers.get("connection") === "close") this.close();
        resolve(taken?.answer);
      };
      socket.write(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#received = Buffer.alloc(0);
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.on("data", (part) => {
      if (this.#socket !== socket) return;
      this.#received = Buffer.concat([this.#received, part]);
      this.#look();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#look();
    });
    return socket;
  }
}

function takeAnswer(
  bytes: Buffer,
  method: string,
): { answer: RawAnswer; rest: Buffer } | undefined {
  const end = bytes.indexOf(blankLine);
  if (end === -1) return undefined;
  const [statusLine = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(statusLine.split(" ")[1]);
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const after = bytes.subarray(end + blankLine.length);
  if (status < 200) return takeAnswer(after, method);
  const taken = takeBody(after, method, status, headers);
  return taken && { answer: { status, headers, body: taken.body }, rest: taken.rest };
}

function takeBody(
  bytes: Buffer,
  method: string,
  status: number,
  headers: ReadonlyMap<string, string>,
): { body: Buffer; rest: Buffer } | undefined {
  if (method === "HEAD" || status === 204 || status === 304) {
    return { body: Buffer.alloc(0), rest: bytes };
  }
  if (headers.get("transfer-encoding") === "chunked") return takeChunks(bytes);
  const length = Number(headers.get("content-length") ?? 0);
  if (bytes.length < length) return undefined;
  return { body: bytes.subarray(0, length), rest: bytes.subarray(length) };
}

function takeChunks(bytes: Buffer): { body: Buffer; rest: Buffer } | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.subarray(at, line).toString("latin1"), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    if (size === 0) return { body: Buffer.concat(parts), rest: bytes.subarray(next) };
    at = next;
  }
}
