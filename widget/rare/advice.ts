/** What the developer is told, in English: what is wrong, or what to do. */
import type { ErrorCode } from "../../contract/vocabulary.ts";

interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

const advice: Partial<Record<ErrorCode, string>> = {
  // One that was asked says where.
  proxy_unreachable: "No card form.",
  session_missing: "Set session, or createSession as a property.",
  session_expired: "Listen to otter-outdated: prevent it and set a new session.",
  no_methods: "No methods.",
  redirect_blocked: "Not https.",
};

export function adviceOn({ code, message }: Problem): string {
  return /^https?:/.test(message)
    ? `No proxy answers at ${message}. Check address, https and connect-src.`
    : message || (advice[code] ?? "");
}
