/**
 * Which addresses a gateway may send a shopper to: https on any host (an installation may have its
 * own domain for paying), plain http only where the gateway and the address are both this machine.
 */
import { isLoopback } from "./loopback.ts";
import { isSafeTarget } from "./safe-target.ts";

const longestLink = 2048;

/** The address, normalised, or null where nobody should be sent. */
export function readPaymentLink(written: string | null, gatewayUrl: string): string | null {
  if (written === null || written.length > longestLink) return null;
  const url = URL.parse(written);
  const allowLoopbackHttp = isLoopback(new URL(gatewayUrl));
  return url !== null && isSafeTarget(url, { allowLoopbackHttp }) ? url.href : null;
}
