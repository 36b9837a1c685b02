/** What a running sandbox offers to whoever started it. The same controls are served over HTTP, see README.md. */
import type { Behaviour, GatewayName } from "./behaviours.ts";
import type { Journal } from "./journal.ts";
import type { OttpaySandbox } from "./ottpay/sandbox.ts";
import type { OttuSandbox } from "./ottu/sandbox.ts";

export interface SandboxOptions {
  /** The address both gateways listen on; 127.0.0.1 unless told. */
  readonly host?: string | undefined;
  /** 0, the default, takes a free port. */
  readonly ottpayPort?: number | undefined;
  readonly ottuPort?: number | undefined;
  /** What links start with, where shoppers reach the sandbox by another address than it listens on. */
  readonly ottpayOrigin?: string | undefined;
  readonly ottuOrigin?: string | undefined;
  /** The same seed makes the same credentials; without it they are random. */
  readonly seed?: string | undefined;
  /** Whether Ottu's methods say that they are sandbox methods; `sandbox` unless told. */
  readonly ottuType?: "sandbox" | "production" | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  readonly random?: ((size: number) => Uint8Array) | undefined;
}

export interface Sandbox {
  readonly ottpay: OttpaySandbox;
  readonly ottu: OttuSandbox;
  /** The variables that point otter-checkout-proxy at this sandbox. */
  readonly env: Readonly<Record<string, string>>;
  readonly journal: Journal;
  /**
   * How a call is answered from now on, or the next `times` times. `call` is an action of OTT Pay
   * (`PREPAY_INIT`), a call of Ottu (`payment-methods`, `pymt-txn:create`, `pymt-txn:read`,
   * `pymt-txn:change`, `operation`, `inquiry`, `pos:create`, `pos-d:create`), what goes out
   * (`callback`, `webhook`, `disclosure`), or `*`.
   * Behaviours with `times` are used up first, in the order given; one without lasts.
   */
  behave(gateway: GatewayName, call: string, behaviour: Behaviour, times?: number): void;
  /** Sends at once what was planned for some seconds later, and waits for the merchant's answers. */
  deliverLate(): Promise<void>;
  /** Forgets orders, behaviours, dialects, counts and the journal. Credentials and addresses stay. */
  reset(): void;
  close(): Promise<void>;
}
