/** A gateway's list as the cache sees it: a function that tests let answer, fail or hang. */
import type { MethodFilter } from "../../../../contract/contract.ts";
import type { ListSource } from "../../../../server/methods/cache/methods-cache.ts";
import type { ProviderMethod } from "../../../../server/providers/provider.ts";

export function methodsNamed(...codes: string[]): readonly ProviderMethod[] {
  return codes.map((code) => ({
    code,
    label: code,
    kind: "other",
    logoUrl: null,
    test: false,
    aliases: [],
  }));
}

export class Upstream {
  calls = 0;
  /** Codes of the methods it lists; undefined = it fails. */
  codes: string[] | undefined;
  /** What each call was given. */
  readonly filters: MethodFilter[] = [];
  readonly signals: AbortSignal[] = [];
  readonly failure = new Error("the gateway is down");
  #gate: Promise<void> = Promise.resolve();

  constructor(...codes: string[]) {
    this.codes = codes;
  }

  /** From now on it does not answer until the returned function is called. */
  hold(): () => void {
    let open = (): void => undefined;
    this.#gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => {
      this.#gate = Promise.resolve();
      open();
    };
  }

  /** What the cache is given: rows are rendered as the codes of their methods. */
  readonly source: ListSource = {
    load: async (filter, signal) => {
      this.calls += 1;
      this.filters.push(filter);
      this.signals.push(signal);
      const { codes } = this;
      await this.#gate;
      if (codes === undefined) throw this.failure;
      return methodsNamed(...codes);
    },
    render: (methods) => {
      const text = methods.map(({ code }) => code).join();
      return { text, first: [], size: text.length, tag: text };
    },
  };
}
