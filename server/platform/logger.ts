/**
 * Structured logs that cannot carry a secret or a person. Secrets register here when the
 * configuration is parsed and are cut out of every line, whatever field they stand in; session ids
 * and tokens appear only as short hashes.
 */
import { createHash } from "node:crypto";
import { pino, type DestinationStream } from "pino";
import { escapeInJson } from "./json-escape.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** Flat and scalar: nothing nested can smuggle a body or a customer in. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface LoggerOptions {
  readonly level: LogLevel;
  readonly secrets: readonly string[];
  readonly destination?: DestinationStream;
}

export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  const mask = createMask(secrets);
  const write = destination === undefined ? writeInBatches() : destination.write.bind(destination);
  const masked: DestinationStream = { write: (line) => write(mask(line)) };
  return pino(
    {
      level,
      base: null,
      timestamp: createTimestamp(),
      redact: { paths: ["card"], censor: "[card]" },
    },
    masked,
  );
}

/** Written once a millisecond: under load that is what a line costs most. */
function createTimestamp(): () => string {
  const { epochTime, isoTime } = pino.stdTimeFunctions;
  let [epoch, iso] = ["", ""];
  return () => {
    const now = epochTime();
    if (now !== epoch) [epoch, iso] = [now, isoTime()];
    return iso;
  };
}

/**
 * Lines leave in batches, at least four times a second; what is left is written when the process
 * ends. As bytes, because a text that grows would be measured anew with every line.
 */
function writeInBatches(): (line: string) => void {
  const batches = {
    minLength: 65_536,
    maxWrite: 131_072,
    periodicFlush: 250,
    sync: false,
  } as const;
  // Its types leave out that in this mode it takes bytes.
  const output = pino.destination({
    dest: 1,
    contentMode: "buffer",
    ...batches,
  }) as unknown as { write(bytes: Uint8Array): boolean };
  return (line) => output.write(Buffer.from(line));
}

/** What JSON leaves as it is, and a terminal may act upon: C1 controls, line separators, directions. */
const unprintable = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Replaces every secret, plain or as JSON writes it, e-mail addresses and telephone numbers. */
export function createMask(secrets: readonly string[]): (line: string) => string {
  const needles = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length)
    .map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const secret = needles.length === 0 ? undefined : new RegExp(needles.join("|"), "g");
  return (line) => {
    let masked = secret === undefined ? line : line.replace(secret, "[secret]");
    if (masked.includes("@")) masked = masked.replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[email]");
    if (masked.includes("+")) masked = masked.replace(/\+\d[\d ().-]{5,28}\d/g, "[phone]");
    return escapeInJson(masked, unprintable);
  };
}

/** Twelve hex digits by which log lines about one session, payment or token can be matched. */
export function logHash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 12);
}
