/** The controls of the Ottu simulator: what a shopper, a bank, or the merchant in Ottu's panel would do. */
import type { OperationName } from "./api/operations.ts";
import type { OttuPayment } from "./api/settle.ts";
import type { Payload } from "./api/signature.ts";
import type { OttuNotice } from "./api/webhook.ts";
import type { Method } from "./model/methods.ts";
import type { PosDialect, PosDialectPreset } from "./model/pos-dialect.ts";
import type { OttuSession } from "./model/session.ts";
import type { OperationShow, SignatureVersion } from "./model/settings.ts";

export interface OttuSandbox {
  /** What OTTU_URL is set to. */
  readonly url: string;
  /** A private key that may do everything. */
  readonly apiKey: string;
  /** A private key that lacks every permission: 403. */
  readonly limitedKey: string;
  /** What a browser may know; refused by everything the proxy calls. */
  readonly publicKey: string;
  readonly username: string;
  readonly password: string;
  readonly webhookKey: string;
  /** What this installation offers; all of it without a currency. */
  methods(currency?: string): readonly Method[];
  setMethods(methods: readonly Method[]): void;
  /** As in Ottu's panel: the old code is unknown from then on. */
  renameCode(from: string, to: string): void;
  /** In the method's own currency; null for none. */
  setFee(code: string, amount: string | null): void;
  /** Which version webhooks are signed with unless a payment says otherwise; `v2` at first. */
  setSignature(version: SignatureVersion): void;
  /** How the older Payment Request API speaks from now on: in all, or where it differs. */
  setPosDialect(dialect: PosDialectPreset | Partial<PosDialect>): void;
  orders(): readonly OttuSession[];
  /** How often a call arrived, answered or not; of all calls without an endpoint. */
  calls(endpoint?: string): number;
  allCalls(): Readonly<Record<string, number>>;
  /** Ends a payment as told, whatever the session's state: banks do that. */
  pay(sessionId: string, options?: OttuPayment): Promise<void>;
  /** The bank says no; the session allows another attempt. */
  decline(sessionId: string, options?: Omit<OttuPayment, "state">): Promise<void>;
  /** The session's time is over now. */
  expire(sessionId: string, options?: Omit<OttuPayment, "state">): Promise<void>;
  /** What the merchant does in Ottu's panel: nobody is told of it. */
  operate(sessionId: string, operation: OperationName, amount?: string): void;
  /** Where a capture, a void and a refund are seen afterwards; `state` at first. */
  setOperationShow(show: OperationShow): void;
  /**
   * Sends a webhook that says "paid", whether it is or not, and whether one was sent before.
   * Answers with the merchant's HTTP status, null where none came.
   */
  notify(sessionId: string, options?: OttuNotice): Promise<number | null>;
  sign(payload: Payload, version?: SignatureVersion, webhookKey?: string): string;
}
