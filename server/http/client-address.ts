/** Who a request is counted for. IPv6 clients own whole networks, so those count as one. */
import type { Request } from "express";
import { ipKeyGenerator } from "express-rate-limit";

/** A proxy that is trusted passes on whatever it was told: what is no address must not be long. */
const longest = 64;

export function clientKey(address: string | undefined): string {
  return ipKeyGenerator((address ?? "").slice(0, longest));
}

/** As TRUST_PROXY says. */
export function clientOf(request: Request): string {
  return clientKey(request.ip);
}
