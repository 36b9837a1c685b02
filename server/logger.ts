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
  const output: DestinationStream = destination ?? process.stdout;
  const masked: DestinationStream = { write: (line) => output.write(mask(line)) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, masked);
}

/** Replaces every secret, plain or as JSON writes it, e-mail addresses and long digit runs. */
export function createMask(secrets: readonly string[]): (line: string) => string {
  const needles = secrets
    .filter((secret) => secret.length >= 6)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  return (line) => {
    let masked = line;
    for (const needle of needles) masked = masked.replaceAll(needle, "[secret]");
    return masked
      .replace(/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[email]")
      .replace(/\+\d{7,15}\b/g, "[phone]");
  };
}

/** Twelve hex digits by which log lines about one session, payment or token can be matched. */
export function logHash(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 12);
}
