/** One event on its way to the shop, signed. */
import type { ShopEvent, TestEvent } from "../../contract/contract.ts";
import { GatewayError } from "../platform/errors.ts";
import type { HttpClient } from "../platform/http-client.ts";
import { signEvent } from "./sign-event.ts";

export interface ShopEventsOptions {
  readonly url: string;
  /** The first signs; each is any text of at least 24 characters, or `whsec_…` base64. */
  readonly secrets: readonly string[];
  readonly http: HttpClient;
}

/** How one event is sent. */
export interface Sending {
  /** In ms: what the signature says it was made at. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Of the trace that it belongs to. */
  readonly traceparent?: string | undefined;
}

/** @returns why it failed, or undefined */
export async function sendEvent(
  { url, secrets, http }: ShopEventsOptions,
  event: ShopEvent | TestEvent,
  { now, signal, traceparent }: Sending,
): Promise<string | undefined> {
  const body = JSON.stringify(event);
  try {
    const answer = await http.send({
      url,
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...signEvent(body, event.id, secrets.slice(0, 1), now),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body,
      signal,
      maxBytes: 64 * 1024,
    });
    return answer.status >= 200 && answer.status < 300
      ? undefined
      : `the shop answered ${answer.status}`;
  } catch (error) {
    if (error instanceof GatewayError) return error.message.replace("the gateway", "the shop");
    throw error;
  }
}
