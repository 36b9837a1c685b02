/** Simulators of OTT Pay and Ottu on this machine, for building and testing a checkout. */
export type { Behaviour, GatewayName } from "./behaviours.ts";
export type { Journal, JournalEntry } from "./journal.ts";
export type { Sandbox, SandboxOptions } from "./sandbox.ts";
export type { Dialect } from "./ottpay/model/dialect.ts";
export { testCards } from "./ottpay/model/charge.ts";
export type { ChargeOutcome, OttpayCharge } from "./ottpay/model/charge.ts";
export type { OttpayOrder } from "./ottpay/model/order.ts";
export type {
  OttpayCardWish,
  OttpayNotice,
  OttpayPayment,
  OttpaySandbox,
} from "./ottpay/sandbox.ts";
export { createMethod } from "./ottu/model/methods.ts";
export type { Method } from "./ottu/model/methods.ts";
export type { PosDialect } from "./ottu/model/pos-dialect.ts";
export type { OttuSession } from "./ottu/model/session.ts";
export type { OttuNotice, OttuPayment, OttuSandbox } from "./ottu/sandbox.ts";
export type { When } from "./schedule.ts";
export { openEnvelope, sealEnvelope } from "./ottpay/api/envelope.ts";
export { signPayload } from "./ottu/api/signature.ts";
export { SandboxError } from "./errors.ts";
export type { SandboxErrorCode } from "./errors.ts";
export { startSandbox } from "./start.ts";
