/**
 * What the card frame and the page around it say to each other, by `postMessage`. Each side hears
 * the one window and origin it knows, and only messages of the shapes below: whatever else a page
 * posts is not for us. Nothing of the card is ever said but the sealed card.
 */
export const protocol = "otter-card/1";

/** How the frame looks: names of a fixed list, values that `theme.ts` accepts. */
export type ThemeTokens = Record<string, string>;

export type ToFrame =
  | { type: "theme"; tokens: ThemeTokens }
  | { type: "locale"; tag: string }
  /** Nothing can be typed: the checkout is disabled, or a payment is under way. */
  | { type: "disabled"; on: boolean }
  /** Shows what is wrong or missing, and answers `valid` or `invalid`. */
  | { type: "check"; request: number }
  /** Answers `sealed`, or `invalid`. */
  | { type: "seal"; request: number; session: string }
  /** The proxy refused this field of the card. */
  | { type: "refused"; field: string }
  /** Another card is to be typed. */
  | { type: "another" };

export type FromFrame =
  | { type: "ready" }
  | { type: "height"; px: number }
  | { type: "validity"; complete: boolean }
  | { type: "valid"; request: number }
  | { type: "invalid"; request: number }
  | { type: "sealed"; request: number; jwe: string }
  /** Enter was pressed in a field. */
  | { type: "submit" };

type Shapes<M extends { type: string }> = {
  [T in M["type"]]: Record<string, "string" | "number" | "boolean" | "object">;
};

const toFrame: Shapes<ToFrame> = {
  theme: { tokens: "object" },
  locale: { tag: "string" },
  disabled: { on: "boolean" },
  check: { request: "number" },
  seal: { request: "number", session: "string" },
  refused: { field: "string" },
  another: {},
};

const fromFrame: Shapes<FromFrame> = {
  ready: {},
  height: { px: "number" },
  validity: { complete: "boolean" },
  valid: { request: "number" },
  invalid: { request: "number" },
  sealed: { request: "number", jwe: "string" },
  submit: {},
};

/** Undefined for what is no message of ours. */
export function readToFrame(data: unknown): ToFrame | undefined {
  return read<ToFrame>(data, toFrame);
}

/** Undefined for what is no message of ours. */
export function readFromFrame(data: unknown): FromFrame | undefined {
  return read<FromFrame>(data, fromFrame);
}

/** As it is posted. */
export function written(message: ToFrame | FromFrame): object {
  return { protocol, ...message };
}

function read<M extends { type: string }>(data: unknown, shapes: Shapes<M>): M | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as Record<string, unknown>;
  const type = String(message["type"]);
  if (message["protocol"] !== protocol || !Object.keys(shapes).includes(type)) return undefined;
  const shape = shapes[type as M["type"]];
  const isWhole = Object.entries(shape).every(
    ([name, kind]) => typeof message[name] === kind && message[name] !== null,
  );
  return isWhole ? (message as unknown as M) : undefined;
}

/** The frame's text is never smaller than this: a phone zooms into smaller fields. */
const smallestFontPx = 16;
const largestFontPx = 24;

export function frameFontPx(pageFontPx: number): number {
  return Math.min(Math.max(pageFontPx, smallestFontPx), largestFontPx);
}

/** Narrower, in `em`, and its fields stand one below the other instead of two side by side. */
export const columnEm = 8.5;

/**
 * How tall the form is before anything is typed: a row for each two fields, or for each where they do
 * not fit side by side; two borders for each half, a heading.
 */
export function frameHeightPx(fontPx: number, isShort: boolean, widthPx = Infinity): number {
  const isNarrow = widthPx - 2 < 2 * columnEm * fontPx;
  const rows = isShort ? (isNarrow ? 6 : 4) : isNarrow ? 9 : 6;
  return Math.ceil(fontPx * (rows * 3.5 + 2.25) + 4);
}
