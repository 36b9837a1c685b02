/** Addresses the proxy is known by, below PUBLIC_URL. */

/** Each built URL is at most 200 characters long. */
export interface PublicUrls {
  /** Without a trailing slash; may carry a path. */
  readonly base: string;
  pay(sessionId: string): string;
  return(returnToken: string): string;
  notification(provider: string, notifyToken: string): string;
}

export function createPublicUrls(base: string): PublicUrls {
  return {
    base,
    pay: (sessionId) => `${base}/pay/${sessionId}`,
    return: (returnToken) => `${base}/v1/return/${returnToken}`,
    notification: (provider, notifyToken) => `${base}/v1/notifications/${provider}/${notifyToken}`,
  };
}
