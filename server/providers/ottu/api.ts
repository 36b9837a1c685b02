/**
 * One call to an Ottu installation: who we are, JSON both ways, and what a failure means for money.
 *
 * A 4xx says that the request was not carried out, whatever its body looks like; 408 only says that
 * somebody stopped waiting. Everything else that is not a readable answer leaves open whether Ottu
 * acted: 5xx, a redirect, HTML. Texts of refusals are not passed on.
 */
import { GatewayError } from "../../platform/errors.ts";
import type { HttpAnswer, HttpClient } from "../../platform/http-client.ts";
import { parseExactJson } from "../exact-json.ts";
import { readRefusalCode, readRefusedNames } from "./wire-refusal.ts";

export type OttuAuth =
  { readonly apiKey: string } | { readonly username: string; readonly password: string };

export interface OttuApi {
  /** @throws GatewayError */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** @throws GatewayError */
  post(
    path: string,
    body: object,
    signal: AbortSignal,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
}

/** Ottu said no, and nothing was done. */
export class OttuRefusal extends GatewayError {
  /** Names of fields that it speaks of, in small letters. */
  readonly named: ReadonlySet<string>;

  constructor(status: number, json: unknown) {
    const unauthorized = status === 401 || status === 403;
    const gatewayCode = readRefusalCode(json);
    super(unauthorized ? "unauthorized" : "refused", `Ottu answered ${status}`, {
      outcome: "none",
      ...(gatewayCode === undefined ? {} : { gatewayCode }),
    });
    this.named = readRefusedNames(json);
  }
}

/** @param auth null where nobody says who they are */
export function createOttuApi(url: string, auth: OttuAuth | null, http: HttpClient): OttuApi {
  const base = url.replace(/\/+$/, "");
  const identity = auth === null ? {} : { authorization: toAuthorization(auth) };
  return {
    async get(path, signal) {
      return readAnswer(
        await http.send({ url: base + path, method: "GET", headers: identity, signal }),
      );
    },
    async post(path, body, signal, headers = {}) {
      const answer = await http.send({
        url: base + path,
        method: "POST",
        headers: { ...identity, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
        signal,
      });
      return readAnswer(answer);
    },
  };
}

export function invalidAnswer(what: string): GatewayError {
  return new GatewayError("invalid_answer", `Ottu's answer cannot be used: ${what}`, {
    outcome: "unknown",
  });
}

function toAuthorization(auth: OttuAuth): string {
  if ("apiKey" in auth) return `Api-Key ${auth.apiKey}`;
  const credentials = Buffer.from(`${auth.username}:${auth.password}`, "utf8");
  return `Basic ${credentials.toString("base64")}`;
}

function readAnswer(answer: HttpAnswer): unknown {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const json = parse(answer);
    if (json === undefined) throw invalidAnswer("it is not JSON");
    return json;
  }
  if (status >= 500 || status === 408) {
    throw new GatewayError("server_error", `Ottu answered ${status}`, { outcome: "unknown" });
  }
  if (status < 400) throw invalidAnswer(`status ${status}`);
  throw new OttuRefusal(status, parse(answer));
}

function parse(answer: HttpAnswer): unknown {
  try {
    return parseExactJson(answer.text());
  } catch {
    return undefined;
  }
}
