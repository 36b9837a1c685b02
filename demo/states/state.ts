/**
 * A state of `<otter-checkout>`, and how it comes about: what stands in the tag, what the proxy
 * answers, and what the shopper does. Nothing else is needed to see it.
 */

/** What a proxy answers: a status with JSON, or one of the ways a network has to say nothing. */
export type Answer =
  | { readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  /** Is never there. */
  | "silence"
  /** The line is cut. */
  | "cut"
  /** Somebody else's web page. */
  | "page";

export interface Answers {
  /** To `GET /v1/checkout/:id`. */
  readonly checkout?: Answer;
  /** To `GET /v1/methods`. */
  readonly methods?: Answer;
  /** To `POST /v1/checkout/:id/payments`. */
  readonly payments?: Answer;
}

/** What the shopper does once the picker can be used, by the element's own properties and methods. */
export type Step =
  | { readonly choose: string }
  | { readonly submit: true }
  /** A button inside the element, by its part. */
  | { readonly press: string }
  /** Waits until the element matches this `:state(…)`. */
  | { readonly until: string }
  /** So many seconds go by on the page's clock. */
  | { readonly later: number };

export const groups = ["choosing", "paying", "trouble", "result"] as const;
export type Group = (typeof groups)[number];

export interface State {
  /** In addresses and file names. */
  readonly name: string;
  readonly title: string;
  readonly group: Group;
  /** Beside `proxy`, which is the gallery's. An empty value is a flag; undefined takes one away. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  /** Markup inside the tag, beside the link. */
  readonly inside?: string;
  readonly answers: Answers;
  readonly steps?: readonly Step[];
  /** The `:state(…)` of the element when it is there. */
  readonly phase: string;
  /** What is there then inside the element, as a selector; else the phase alone says it. */
  readonly shows?: string;
  /** What is there then in the card form's frame. */
  readonly showsInFrame?: string;
  /** Only where a mouse points: phones are themselves what would be offered. */
  readonly needsDesktop?: boolean;
  /** Why what stands below the element moves when it comes about by itself; else it must not. */
  readonly moves?: string;
}
