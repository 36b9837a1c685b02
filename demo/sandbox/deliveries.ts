/**
 * Messages from the gateways to the merchant. Redirects are not followed, and of an answer only a
 * little is read: what counts is its status and, for OTT Pay, its first word.
 */
export type Delivery =
  | { readonly outcome: "answered"; readonly status: number; readonly body: string }
  | { readonly outcome: "timeout" }
  | { readonly outcome: "failed"; readonly reason: string };

const longestAnswer = 4096;

export class Deliveries {
  readonly #stop = new AbortController();
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** @param message an object, or a text that is sent as it is, as JSON */
  async post(
    url: string,
    message: object | string,
    encoding: "json" | "form" = "json",
  ): Promise<Delivery> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      const answer = await fetch(url, {
        method: "POST",
        ...(typeof message === "string" || encoding === "json" ? asJson(message) : asForm(message)),
        redirect: "manual",
        signal: AbortSignal.any([timeout, this.#stop.signal]),
      });
      const body = (await answer.text()).slice(0, longestAnswer);
      return { outcome: "answered", status: answer.status, body };
    } catch (error) {
      if (timeout.aborted) return { outcome: "timeout" };
      return { outcome: "failed", reason: reasonOf(error) };
    }
  }

  close(): void {
    this.#stop.abort();
  }
}

function asJson(message: object | string) {
  return {
    headers: { "content-type": "application/json", accept: "*/*" },
    body: typeof message === "string" ? message : JSON.stringify(message),
  };
}

/** What is not text is written as JSON. */
function asForm(message: object) {
  const fields = Object.entries(message).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "*/*" },
    body: new URLSearchParams(fields).toString(),
  };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return error instanceof Error ? error.message : String(error);
}
