/**
 * For pages that cannot write `type="module"`: loads the module that lies beside this script. By
 * `import()`, because Trusted Types let no script set another one's `src`. Optimisers put this file
 * into bundles, inline it, or run it later from a text: then it is looked for where the page names
 * it, and at last at the proxy that an element names. Nothing else is ever loaded, for that would
 * run a shop's own bundle twice. It leaves no name behind: a classic script's are everybody's.
 */
(() => {
  const name = /otter-checkout\.classic\.js(?=$|[?#])/;

  function moduleUrl(): string | undefined {
    const named = [document.currentScript, ...document.scripts]
      .flatMap((script) => Array.from(script?.attributes ?? [], ({ value }) => value))
      .concat(performance.getEntriesByType("resource").map(({ name: url }) => url))
      .find((address) => name.test(address));
    const proxy = document.querySelector("otter-checkout[proxy]")?.getAttribute("proxy");
    const address =
      named?.replace(name, "otter-checkout.js") ??
      (proxy && `${proxy.replace(/\/*$/, "/")}otter-checkout.js`);
    return address ? new URL(address, document.baseURI).href : undefined;
  }

  function load(isLastTry: boolean): void {
    const url = moduleUrl();
    if (url) void import(url);
    else if (isLastTry)
      console.error("<otter-checkout> Load otter-checkout.js from the proxy, or set proxy.");
    else document.addEventListener("DOMContentLoaded", () => load(true));
  }

  load(document.readyState !== "loading");
})();

export {};
