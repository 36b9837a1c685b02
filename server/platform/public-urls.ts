/** Addresses the proxy is known by, below PUBLIC_URL. */
import type { PublicUrls } from "../flow-context.ts";

export function createPublicUrls(base: string): PublicUrls {
  return {
    base,
    pay: (sessionId) => `${base}/pay/${sessionId}`,
    return: (returnToken) => `${base}/v1/return/${returnToken}`,
    notification: (provider, notifyToken) => `${base}/v1/notifications/${provider}/${notifyToken}`,
  };
}
