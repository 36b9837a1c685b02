/** Reads variables one by one, collecting what is wrong with each instead of stopping at the first. */
import { z } from "zod";
import { isLoopback } from "../platform/loopback.ts";
import { parseOriginPattern, type OriginPattern } from "../platform/origin-pattern.ts";
import { repeatedNames } from "./repeated-names.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Empty means not set. */
export class Reader {
  readonly problems: string[] = [];
  readonly secrets: string[] = [];
  readonly warnings: string[] = [];
  readonly notes: string[] = [];
  readonly #env: Environment;
  readonly #owner: string;

  /** @param owner whose variables these are, where they are not the environment's: each line begins with it */
  constructor(env: Environment, owner = "") {
    this.#env = env;
    this.#owner = owner;
  }

  refuse(name: string, why: string): void {
    this.problems.push(`${this.#owner}${name} ${why}`);
  }

  warn(what: string): void {
    this.warnings.push(`${this.#owner}${what}`);
  }

  /** Of a choice that is made on purpose: nothing to fix, and yet to be known. */
  note(what: string): void {
    this.notes.push(`${this.#owner}${what}`);
  }

  /** Adds what another one found. */
  take(other: Reader): void {
    this.problems.push(...other.problems);
    this.secrets.push(...other.secrets);
    this.warnings.push(...other.warnings);
    this.notes.push(...other.notes);
  }

  text(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === undefined || value === "" ? undefined : value;
  }

  /** In a file of variables quotes are syntax; what hands them on makes them part of the value. */
  refuseQuoted(names: readonly string[]): void {
    for (const name of names) {
      const [, quote] = /^(["'`]).*\1$/s.exec(this.text(name) ?? "") ?? [];
      if (quote !== undefined)
        this.refuse(name, `is wrapped in quotes (${quote}…${quote}): write the value without them`);
    }
  }

  keepSecret(value: string): void {
    this.secrets.push(value);
  }

  secret(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined) this.keepSecret(value);
    return value;
  }

  list(name: string): readonly string[] {
    return (this.text(name) ?? "")
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== "");
  }

  /** Codes in capitals, each once; whether they are any is not judged here. */
  currencies(name: string): readonly string[] {
    return [...new Set(this.list(name).map((code) => code.toUpperCase()))];
  }

  secretList(name: string): readonly string[] {
    const values = this.list(name);
    for (const value of values) this.keepSecret(value);
    return values;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    this.refuse(name, `must be a whole number from ${min} to ${max}`);
    return fallback;
  }

  choice<const Choice extends string, const Fallback extends Choice | undefined>(
    name: string,
    choices: readonly Choice[],
    fallback: Fallback,
  ): Choice | Fallback {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.refuse(name, `must be one of ${choices.join(", ")}`);
    return found ?? fallback;
  }

  matching(name: string, pattern: RegExp, why: string): string | undefined {
    const text = this.text(name);
    if (text !== undefined && !pattern.test(text)) this.refuse(name, why);
    return text;
  }

  /** An https address; plain http on loopback only. */
  url(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!URL.canParse(text)) {
      this.refuse(name, "must be an address such as https://pay.shop.example");
      return undefined;
    }
    const url = new URL(text);
    if (url.username !== "" || url.search !== "" || url.hash !== "") {
      this.refuse(name, "must not carry a user, a query or a fragment");
    } else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
      this.refuse(name, "must be https; plain http is for loopback only");
    }
    return text;
  }

  /** Lists of methods by currency, in capitals, or `*`. */
  namedMethods(name: string): Readonly<Record<string, readonly string[]>> {
    const text = this.text(name);
    if (text === undefined) return {};
    const place = z.string().regex(/^([a-z]{3}|\*)$/i);
    try {
      const lists = z.record(place, z.array(z.string().trim().min(1))).parse(JSON.parse(text));
      this.#refuseRepeated(name, text);
      return Object.fromEntries(
        Object.entries(lists).map(([currency, methods]) => [currency.toUpperCase(), methods]),
      );
    } catch {
      this.refuse(
        name,
        `must be a JSON object of lists of method ids, codes or connectors by currency or *, such as {"KWD":["knet","ottu:credit-card"],"*":["WECHATPAY"]}`,
      );
      return {};
    }
  }

  /** Pictures, each one for every page or one for light and one for dark ones. */
  marks(name: string): Readonly<Record<string, { light: string; dark?: string | undefined }>> {
    const text = this.text(name);
    if (text === undefined) return {};
    const source = z.string().regex(/^(https?:\/\/|\/)/);
    const both = z.strictObject({ light: source, dark: source.optional() });
    const alone = source.transform((light) => ({ light }));
    try {
      const marks = z.record(z.string(), z.union([alone, both])).parse(JSON.parse(text));
      this.#refuseRepeated(name, text);
      return marks;
    } catch {
      this.refuse(
        name,
        `must be a JSON object of https addresses or absolute file paths, such as {"knet":"/marks/knet.svg"} or {"knet":{"light":"/marks/knet.svg","dark":"/marks/knet-dark.svg"}}`,
      );
      return {};
    }
  }

  /** Labels, each one text for every language or a text for each. */
  labels(name: string): Readonly<Record<string, string | Readonly<Record<string, string>>>> {
    const text = this.text(name);
    if (text === undefined) return {};
    const label = z.string().trim().min(1).max(120);
    const byLanguage = z
      .record(z.string().regex(/^[a-z]{2,3}$/), label)
      .refine((labels) => Object.keys(labels).length > 0);
    try {
      const labels = z.record(z.string(), z.union([label, byLanguage])).parse(JSON.parse(text));
      this.#refuseRepeated(name, text);
      return labels;
    } catch {
      this.refuse(
        name,
        `must be a JSON object of labels, such as {"knet-main":"KNET"} or {"knet-main":{"en":"KNET","ar":"كي نت"}}`,
      );
      return {};
    }
  }

  #refuseRepeated(name: string, json: string): void {
    for (const path of repeatedNames(json)) {
      this.refuse(name, `names ${JSON.stringify(path.join(".").slice(0, 80))} twice`);
    }
  }

  origins(name: string): readonly OriginPattern[] {
    return this.list(name).flatMap((text) => {
      const pattern = text === "*" ? undefined : parseOriginPattern(text);
      if (pattern === undefined) {
        this.refuse(
          name,
          `has "${text}": name origins such as https://shop.example or https://*.shop.example`,
        );
        return [];
      }
      if (!pattern.secure) {
        this.refuse(name, `has "${text}": origins must be https; plain http is for loopback only`);
      }
      return [pattern];
    });
  }

  /** True when any of the variables is set; then all must be. */
  isWanted(gateway: string, names: readonly string[]): boolean {
    const missing = names.filter((name) => this.text(name) === undefined);
    if (missing.length === names.length) return false;
    for (const name of missing)
      this.refuse(name, `is missing: ${gateway} needs ${names.join(", ")}`);
    return true;
  }
}
