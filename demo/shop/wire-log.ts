/**
 * What went over the wire, in order, for people to read. Nothing that opens a door is kept: keys
 * are masked, and so are the tokens in addresses that only a gateway may know.
 */

export type Party = "browser" | "shop" | "proxy" | "ottpay" | "ottu";

/** What a message means in the story of a payment; the texts explain each. */
export type Story =
  | "session-created"
  | "session-read"
  | "widget-ready"
  | "widget-submit"
  | "widget-redirect"
  | "widget-settled"
  | "methods"
  | "order-created"
  | "order-asked"
  | "order-closed"
  | "gateway-page"
  | "notification"
  | "event"
  | "other";

export interface WireMessage {
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly from: Party;
  readonly to: Party;
  readonly story: Story;
  /** `POST /v1/sessions`, or the gateway's own name for the call. */
  readonly name: string;
  /** The answer's status, in a word or a number. */
  readonly outcome: string;
  readonly isRefused: boolean;
  readonly request?: unknown;
  /** The request as it was sent, where that is not readable: OTT Pay's sealed messages. */
  readonly sealed?: unknown;
  readonly answer?: unknown;
}

const kept = 300;
const mask = "••••••••";
const tokens = /(\/v1\/(?:notifications\/[a-z]+|return)\/)[^\s"/?#]+/g;

export class WireLog {
  readonly #secrets: readonly string[];
  readonly #listeners = new Set<(message: WireMessage) => void>();
  #messages: WireMessage[] = [];
  #sequence = 0;

  /** @param secrets values that must not be shown wherever they stand */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  record(message: Omit<WireMessage, "sequence">): void {
    const shown = { ...this.#masked(message), sequence: ++this.#sequence };
    this.#messages = [...this.#messages, shown].slice(-kept);
    for (const tell of this.#listeners) tell(shown);
  }

  after(sequence: number): readonly WireMessage[] {
    return this.#messages.filter((message) => message.sequence > sequence);
  }

  clear(): void {
    this.#messages = [];
  }

  /** @returns how to stop listening */
  subscribe(tell: (message: WireMessage) => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  #masked<Value>(value: Value): Value {
    const text = JSON.stringify(value, (_key, field: unknown) =>
      typeof field === "string" ? this.#maskText(field) : field,
    );
    return JSON.parse(text) as Value;
  }

  #maskText(text: string): string {
    let masked = text.replace(tokens, `$1${mask}`);
    for (const secret of this.#secrets) masked = masked.replaceAll(secret, mask);
    return masked;
  }
}
