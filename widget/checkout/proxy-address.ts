/** Where the proxy is. Ends in a slash; undefined where nobody said it, or nobody can read it. */
export function proxyAddress(proxy: string | undefined): string | undefined {
  try {
    return proxy && new URL(proxy, document.baseURI).href.replace(/\/*$/, "/");
  } catch {
    return undefined;
  }
}
