/** What the controls refuse. Codes are stable, messages are for people. */
export type SandboxErrorCode =
  "unknown_order" | "unknown_session" | "unknown_method" | "invalid" | "not_found" | "forbidden";

export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
