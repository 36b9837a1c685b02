/**
 * Which addresses a gateway may send a shopper to: https on any host (an installation may have its
 * own domain for paying), plain http only where the gateway and the address are both this machine.
 */
import { readExactAddress } from "./exact-address.ts";
import { isLoopback } from "./loopback.ts";
import { isSafeTarget } from "./safe-target.ts";

const longestLink = 2048;

/** The address as it was written, or null where nobody should be sent. */
export function readPaymentLink(written: string | null, gatewayUrl: string): string | null {
  if (written === null || written.length > longestLink) return null;
  const address = readExactAddress(written);
  const allowLoopbackHttp = isLoopback(new URL(gatewayUrl));
  return address !== null && isSafeTarget(address.url, { allowLoopbackHttp }) ? address.text : null;
}
