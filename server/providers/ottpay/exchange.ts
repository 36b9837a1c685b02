/**
 * One sealed question and its opened answer. Everything that goes wrong after sending leaves the
 * outcome unknown, unless OTT Pay says in so many words that it did not do what was asked.
 */
import { GatewayError } from "../../platform/errors.ts";
import type { HttpAnswer, HttpClient } from "../../platform/http-client.ts";
import { EnvelopeError, openEnvelope, sealEnvelope } from "./envelope.ts";
import type { OpenedFields } from "./envelope.ts";
import { readOuter, writeOuter, type OuterLevel } from "./outer-level.ts";
import { readMessage, toRequest } from "./wire.ts";
import type { GatewayCall, Message } from "./wire.ts";
import { verdictOf } from "./wire-codes.ts";

/** @throws GatewayError */
export type Exchange = (call: GatewayCall, signal: AbortSignal) => Promise<OpenedFields>;

export interface ExchangeOptions {
  readonly url: string;
  readonly merchantId: string;
  /** The first seals, all are tried when opening. */
  readonly signKeys: readonly string[];
  /** How the first level is sent; either is read. */
  readonly outer: OuterLevel;
}

const longestReply = 128 * 1024;

export function createExchange(options: ExchangeOptions, http: HttpClient): Exchange {
  const [sealKey] = options.signKeys;
  if (sealKey === undefined) throw new TypeError("OTT Pay needs a sign key");
  return async (call, signal) => {
    const answer = await http.send({
      url: options.url,
      method: "POST",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
      },
      body: writeOuter(
        toRequest(call, options.merchantId, sealEnvelope(call.fields, sealKey)),
        options.outer,
      ),
      signal,
      maxBytes: longestReply,
    });
    return openReply(readReply(answer), options.signKeys);
  };
}

function readReply(answer: HttpAnswer): Message {
  const { status } = answer;
  if (status === 401 || status === 403) {
    throw new GatewayError("unauthorized", `OTT Pay answered ${status}`, {
      outcome: "unknown",
    });
  }
  if (status >= 500) {
    throw new GatewayError("server_error", `OTT Pay answered ${status}`, {
      outcome: "unknown",
    });
  }
  if (status !== 200) throw invalidAnswer(`status ${status}`);
  const message = readMessage(readOuter(answer.text()));
  if (message === undefined) throw invalidAnswer("no JSON object");
  return message;
}

function openReply(message: Message, signKeys: readonly string[]): OpenedFields {
  if (message.code === undefined) throw invalidAnswer("no result code");
  // A word that is not in OTT Pay's list says nothing where what is sealed beside it opens.
  const isUnknown = verdictOf(message.code) === "unknown";
  if (!isUnknown || message.envelope === undefined) assertSuccess(message.code);
  if (message.envelope === undefined) throw invalidAnswer("success without sealed data");
  try {
    return openEnvelope(message.envelope, signKeys);
  } catch (error) {
    if (error instanceof EnvelopeError) throw invalidAnswer("a seal that does not match", error);
    throw error;
  }
}

/** @throws GatewayError that says what a result code other than success means for the outcome */
export function assertSuccess(code: string): void {
  const verdict = verdictOf(code);
  if (verdict === "success") return;
  // A code is logged: what has the digits of a card or a telephone in it is none.
  const named = /^(?!.*[0-9]{7})[A-Z0-9_-]{1,40}$/.test(code) ? { gatewayCode: code } : {};
  switch (verdict) {
    case "used":
      throw new GatewayError("refused", "OTT Pay knows this order number already", {
        outcome: "none",
        gatewayCode: "used",
      });
    case "refused":
      throw new GatewayError("refused", "OTT Pay refused the request", {
        outcome: "none",
        ...named,
      });
    case "unsure":
    case "unknown":
      throw new GatewayError("server_error", "OTT Pay did not say whether it did what was asked", {
        outcome: "unknown",
        ...named,
      });
  }
}

export function invalidAnswer(what: string, cause?: unknown): GatewayError {
  return new GatewayError("invalid_answer", `OTT Pay's answer cannot be used: ${what}`, {
    outcome: "unknown",
    ...(cause === undefined ? {} : { cause }),
  });
}
