/** What shoppers and shops ask of a process, and the links they ask with. */
import type { Flows } from "../../server/flows.ts";
import type { CheckoutError } from "../../server/platform/errors.ts";
import type { ModelGateway } from "./model-gateway.ts";

/** A link that a shopper was given. */
export interface Link {
  readonly sessionId: string;
  readonly gateway: ModelGateway;
  readonly url: string;
}

export interface Request<Answer> {
  readonly what: string;
  readonly process: number;
  /** How long the client may be kept waiting. */
  readonly limitMs: number;
  readonly work: (flows: Flows) => Promise<Answer>;
  /** @returns what is wrong with the answer */
  readonly answered?: (answer: Answer) => readonly string[];
  /** @returns what is wrong with refusing */
  readonly refused?: (error: CheckoutError) => readonly string[];
}
