/** Which payment links a shopper may be sent to: https, or http where gateway and link are this machine. */

/** True for addresses that never leave the machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname;
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "[::1]" ||
    /^127\.[0-9]+\.[0-9]+\.[0-9]+$/.test(host)
  );
}

const longestLink = 2048;

/** The link, normalised, or null where nobody should be sent. */
export function parseLink(text: string, gatewayUrl: string): string | null {
  const url = text.length > longestLink ? null : URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return null;
  const local = url.protocol === "http:" && isLoopback(url) && isLoopback(new URL(gatewayUrl));
  return url.protocol === "https:" || local ? url.href : null;
}
