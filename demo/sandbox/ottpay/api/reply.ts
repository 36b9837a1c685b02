/** What an action of OTT Pay is asked and answers, once opened. */
import type { OttpayGateway } from "../model/gateway.ts";

/** Opened fields, all of them text: anything else is refused before an action sees it. */
export type Asked = Readonly<Record<string, string>>;

export interface Reply {
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Action {
  readonly version: string;
  readonly required: readonly string[];
  /** Payments younger than `lagMs` are not seen yet. */
  act(gateway: OttpayGateway, asked: Asked, lagMs: number): Reply;
}

export function success(fields: Readonly<Record<string, string>>): Reply {
  return { code: "SUCCESS", message: "success", fields };
}

export function refusal(code: string, message: string): Reply {
  return { code, message };
}
