/** A control request's JSON body, read strictly: a mistyped option is refused, not ignored. */
import { SandboxError } from "../errors.ts";

export class Command {
  readonly #body: Readonly<Record<string, unknown>>;
  readonly #read = new Set<string>();

  constructor(body: unknown) {
    if (typeof body !== "object" || body === null || Array.isArray(body)) {
      throw new SandboxError("invalid", "The body must be a JSON object");
    }
    this.#body = body as Readonly<Record<string, unknown>>;
  }

  text(name: string): string {
    return this.optionalText(name) ?? refuse(`${name} is missing`);
  }

  optionalText(name: string): string | undefined {
    const value = this.#take(name);
    if (value === undefined || typeof value === "string") return value;
    return refuse(`${name} must be text`);
  }

  /** For what may be taken away. */
  textOrNull(name: string): string | null {
    const value = this.#take(name);
    return value === null || typeof value === "string"
      ? value
      : refuse(`${name} must be text or null`);
  }

  optionalChoice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
  ): Choice | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    return (
      choices.find((choice) => choice === value) ??
      refuse(`${name} is one of: ${choices.join(", ")}`)
    );
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const sound = typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    return sound ? value : refuse(`${name} must be a whole number, 0 or more`);
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.#take(name);
    return value === undefined || typeof value === "boolean"
      ? value
      : refuse(`${name} must be true or false`);
  }

  optionalObject(name: string): Readonly<Record<string, unknown>> | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : refuse(`${name} must be an object`);
  }

  any(name: string): unknown {
    return this.#take(name);
  }

  /** Refuses what nobody asked for. */
  end(): void {
    const unread = Object.keys(this.#body).find((name) => !this.#read.has(name));
    if (unread !== undefined) refuse(`${unread} is not known here`);
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#body, name) ? this.#body[name] : undefined;
  }
}

export function refuse(message: string): never {
  throw new SandboxError("invalid", message);
}
