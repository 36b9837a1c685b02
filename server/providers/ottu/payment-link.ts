/**
 * Which addresses a shopper may be sent to: https on any host (an installation may have its own
 * domain for paying), plain http only where the gateway and the address are both this machine.
 */

const longestLink = 2048;

export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

/** The address, normalised, or null where nobody should be sent. */
export function readLink(written: string | null, gatewayUrl: string): string | null {
  if (written === null || written.length > longestLink) return null;
  const url = URL.parse(written);
  if (url === null || url.username !== "" || url.password !== "") return null;
  if (url.protocol === "https:") return url.href;
  const local = url.protocol === "http:" && isLoopback(url) && isLoopback(new URL(gatewayUrl));
  return local ? url.href : null;
}
