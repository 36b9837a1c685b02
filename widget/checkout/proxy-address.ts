/** Where the proxy is, which itself may live below a path. */

/** Ends in a slash; undefined where nobody said it, or nobody can read it. */
export function proxyAddress(proxy: string | undefined): string | undefined {
  try {
    return proxy && new URL(proxy, document.baseURI).href.replace(/\/*$/, "/");
  } catch {
    return undefined;
  }
}

/** Of what the proxy names by a path that starts at itself: an icon, a card form. */
export function addressBelow(proxyUrl: string | undefined, path: string): string {
  return new URL(path.replace(/^\//, ""), proxyUrl).href;
}
