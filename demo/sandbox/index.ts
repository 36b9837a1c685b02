/** Simulators of OTT Pay and Ottu on this machine, for building and testing a checkout. */
export type { Behaviour, GatewayName } from "./behaviours.ts";
export type { Journal, JournalEntry } from "./journal.ts";
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export type { Dialect } from "./ottpay/dialect.ts";
export { testCards } from "./ottpay/charge.ts";
export type { ChargeOutcome, OttpayCharge } from "./ottpay/charge.ts";
export type { OttpayOrder } from "./ottpay/order.ts";
export type {
  OttpayCardWish,
  OttpayNotice,
  OttpayPayment,
  OttpaySandbox,
} from "./ottpay/sandbox.ts";
export { createMethod } from "./ottu/methods.ts";
export type { Method } from "./ottu/methods.ts";
export type { PosDialect } from "./ottu/pos-dialect.ts";
export type { OttuSession } from "./ottu/session.ts";
export type { OttuNotice, OttuPayment, OttuSandbox } from "./ottu/sandbox.ts";
export type { When } from "./schedule.ts";
export { openEnvelope, sealEnvelope } from "./ottpay/envelope.ts";
export { signPayload } from "./ottu/signature.ts";
export { SandboxError } from "./errors.ts";
export type { SandboxErrorCode } from "./errors.ts";
export { startSandbox } from "./start.ts";
