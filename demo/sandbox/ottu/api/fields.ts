/** Checks of a JSON body, field by field, with messages like those of the framework Ottu runs on. */
import type { SessionBook, SessionRecord } from "../model/session.ts";

export type Body = Readonly<Record<string, unknown>>;

export class Fields {
  readonly errors: Record<string, string[]> = {};
  readonly #body: Body;

  constructor(body: Body) {
    this.#body = body;
  }

  get sound(): boolean {
    return Object.keys(this.errors).length === 0;
  }

  has(name: string): boolean {
    return this.#body[name] !== undefined && this.#body[name] !== null;
  }

  complain(name: string, message: string): void {
    (this.errors[name] ??= []).push(message);
  }

  complainOfChoice(name: string, value: string): void {
    this.complain(name, `"${value}" is not a valid choice.`);
  }

  text(name: string, longest = 255, required = false): string | null {
    const value = this.#body[name];
    if (value === undefined || value === null || value === "") {
      if (required) this.complain(name, "This field is required.");
      return null;
    }
    if (typeof value !== "string") return this.#refuse(name, "Not a valid string.");
    if (value.length <= longest) return value;
    return this.#refuse(name, `Ensure this field has no more than ${longest} characters.`);
  }

  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    required = false,
  ): Choice | null {
    const value = this.text(name, 255, required);
    if (value === null) return null;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) this.complainOfChoice(name, value);
    return chosen ?? null;
  }

  flag(name: string): boolean | null {
    if (!this.has(name)) return null;
    const value = this.#body[name];
    return typeof value === "boolean" ? value : this.#refuse(name, "Must be a valid boolean.");
  }

  texts(name: string, required = false): readonly string[] | null {
    const value = this.#body[name];
    if (value === undefined || value === null) {
      if (required) this.complain(name, "This field is required.");
      return null;
    }
    if (!Array.isArray(value)) return this.#refuse(name, "Expected a list of items.");
    if (value.length === 0 && required) return this.#refuse(name, "This list may not be empty.");
    const isText = (each: unknown): each is string => typeof each === "string" && each !== "";
    return value.every(isText) ? value : this.#refuse(name, "Not a valid string.");
  }

  url(name: string): string | null {
    const value = this.text(name, 500);
    if (value === null || /^https?:$/.test(URL.parse(value)?.protocol ?? "")) return value;
    return this.#refuse(name, "Enter a valid URL.");
  }

  object(name: string): Body | null {
    if (!this.has(name)) return null;
    const value = this.#body[name];
    const isObject = typeof value === "object" && !Array.isArray(value);
    return isObject ? (value as Body) : this.#refuse(name, "Expected a dictionary of items.");
  }

  /** The session that `session_id` or `order_no` names. */
  session(book: SessionBook): SessionRecord | undefined {
    const sessionId = this.text("session_id");
    const orderNo = this.text("order_no", 128);
    if (sessionId !== null) return book.find(sessionId);
    if (orderNo !== null) return book.findByOrder(orderNo);
    this.complain("session_id", "Either session_id or order_no is required.");
    return undefined;
  }

  #refuse(name: string, message: string): null {
    this.complain(name, message);
    return null;
  }
}
