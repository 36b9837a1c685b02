/** What a simulated API answers, before it is decided how (and whether) it gets there. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON, unless `text` says how it is written. */
  readonly body: unknown;
  readonly text?: (body: unknown) => string;
  /** What it says, where the body is sealed. */
  readonly opened?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
