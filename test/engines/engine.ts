/** What a browser is driven by, whatever it speaks: real keys and clicks, and code run in its page. */

/** Named as `KeyboardEvent.key` names them. */
export type Key = "Tab" | "Enter" | "ArrowDown" | "ArrowUp";

export interface Engine {
  /** As it calls itself, with its version. */
  readonly name: string;
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  /** Evaluates in the page, or in the first frame in it, to a string. */
  evaluate(expression: string, where: "page" | "frame"): Promise<string>;
  press(key: Key): Promise<void>;
  /** Into what has the focus, in the page or in a frame in it. */
  type(text: string): Promise<void>;
  /** Pixels from the corner of the window. */
  click(x: number, y: number): Promise<void>;
  /** A PNG of what is seen. */
  picture(): Promise<Buffer>;
  stop(): Promise<void>;
}

/** Long enough for a machine that does something else as well. */
export const patienceMs = 60_000;
const pauseMs = 100;
/** A question to a page that is being left may never be answered. */
const answerMs = 15_000;

/**
 * Asks the browser until it says something: a page on its way to another one cannot be listened to.
 * @throws Error with the last one's reason, when nothing was ever said
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false | "">,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (let reason: unknown; ;) {
    try {
      const found = await within(ask());
      if (found) return found;
    } catch (error) {
      reason = error;
    }
    if (performance.now() > end) throw new Error(`in vain: ${what}`, { cause: reason });
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** @throws Error where there is none in that time */
export async function within<T>(answer: Promise<T>, ms = answerMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
