/**
 * Which addresses we send a shopper to: https, and plain http only on this machine, for who works
 * on it.
 */
import { isLoopback } from "./loopback.ts";

export interface UrlRules {
  /** True where plain http on loopback is accepted. */
  readonly allowLoopbackHttp: boolean;
}

export function isSafeTarget(url: URL, rules: UrlRules): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (url.protocol === "https:") return true;
  return url.protocol === "http:" && rules.allowLoopbackHttp && isLoopback(url);
}
