/** The tools of the entry, by name, and whom the chunk has come to. */
import type { Language } from "../language/language.ts";
import type { CreateSession } from "../public-types.ts";
import type { Tools } from "../view/tools.ts";

/** Where the chunk arrives. */
export interface Host {
  readonly page: HTMLElement & {
    readonly session: string;
    readonly result: boolean;
    readonly createSession: CreateSession | undefined;
    readonly proxyUrl: string | undefined;
    readonly renderRoot: HTMLElement | DocumentFragment;
    readonly updateComplete: Promise<unknown>;
    dress(css: string): void;
    requestUpdate(): void;
  };
  readonly language: Pick<Language, "learn">;
  /** The form of a method that has one of its own. */
  loadCard(): Promise<{ another(): void }>;
  readonly checkout: {
    readonly session: string | undefined;
    /** The session that `createSession` made. */
    created: string | undefined;
    /** The shopper would not wait for a result. */
    isChoosing: boolean | undefined;
    retry(): unknown;
  };
}

export type Drawing = ReturnType<typeof drawing>;

export const drawing = (
  [html, fresh, fill, amountText, numberText, isSameTotal, retryTemplate]: Tools,
  host: Host,
) => ({
  html,
  fresh,
  fill,
  amountText,
  numberText,
  isSameTotal,
  retryTemplate,
  host,
});
