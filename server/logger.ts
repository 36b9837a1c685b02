/**
 * Structured logs that cannot carry a secret or a person. Secrets register here when the
 * configuration is parsed and are cut out of every line, whatever field they stand in; session ids
 * and tokens appear only as short hashes.
 */
import { createHash } from "node:crypto";
import { pino, type DestinationStream } from "pino";

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
  // Lines leave in small batches; what is buffered is written when the process ends.
  const output =
    destination ?? pino.destination({ dest: 1, minLength: 4096, periodicFlush: 250, sync: false });
  const masked: DestinationStream = { write: (line) => output.write(mask(line)) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, masked);
}

/** What JSON leaves as it is, and a terminal may act upon: C1 controls, line separators, directions. */
const unprintable = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

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
    return masked.replace(unprintable, (character) => escapeCharacter(character));
  };
}

/** Twelve hex digits by which log lines about one session, payment or token can be matched. */
export function logHash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 12);
}
