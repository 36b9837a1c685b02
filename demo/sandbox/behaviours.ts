/**
 * How the gateways misbehave when told to. "commit" means: what was asked for is done, and the
 * caller does not learn it. A behaviour that does not commit fails before anything is done.
 */
export const gatewayNames = ["ottpay", "ottu"] as const;
export type GatewayName = (typeof gatewayNames)[number];

export type Behaviour =
  /** As it should; forgets what was said before for this call. */
  | { readonly do: "normal" }
  /** Takes the request and never answers. */
  | { readonly do: "hang" }
  /** Cuts the connection. */
  | { readonly do: "reset" }
  | { readonly do: "commit-then-reset" }
  | { readonly do: "commit-then-hang" }
  /** A web page instead of JSON, with status 200 unless told. */
  | { readonly do: "html"; readonly status?: number; readonly commit?: boolean }
  /** Does it at once and answers `ms` later. */
  | { readonly do: "slow"; readonly ms: number }
  | {
      readonly do: "status";
      readonly status: number;
      /** An object is sent as JSON, a text as it is. */
      readonly body?: unknown;
      /** Seconds. */
      readonly retryAfter?: number;
      readonly commit?: boolean;
    }
  /** Does it and answers with a seal (OTT Pay) that fits nothing. For `callback` and `webhook`: a wrong seal or signature goes out. */
  | { readonly do: "wrong-seal" }
  /** Refuses in the gateway's own way: a result code of OTT Pay, an error object of Ottu. */
  | { readonly do: "error"; readonly code: string; readonly commit?: boolean }
  /** Queries go on saying that a payment is open until `ms` after it was made. */
  | { readonly do: "lag"; readonly ms: number };

export const behaviourNames = [
  "normal",
  "hang",
  "reset",
  "commit-then-reset",
  "commit-then-hang",
  "html",
  "slow",
  "status",
  "wrong-seal",
  "error",
  "lag",
] as const satisfies ReadonlyArray<Behaviour["do"]>;

interface Rule {
  readonly gateway: GatewayName;
  readonly call: string;
  readonly behaviour: Behaviour;
  left: number;
}

const mostRules = 1000;
const normal: Behaviour = { do: "normal" };

export class Behaviours {
  #rules: Rule[] = [];

  set(gateway: GatewayName, call: string, behaviour: Behaviour, times = Infinity): void {
    if (behaviour.do === "normal") return this.#forget(gateway, call, () => true);
    if (times === Infinity) this.#forget(gateway, call, (rule) => rule.left === Infinity);
    if (this.#rules.length < mostRules) {
      this.#rules.push({ gateway, call, behaviour, left: times });
    }
  }

  /** What applies to this call, used up by one. */
  take(gateway: GatewayName, call: string): Behaviour {
    const rule = this.#find(gateway, call);
    if (rule === undefined) return normal;
    rule.left -= 1;
    if (rule.left <= 0) this.#rules = this.#rules.filter((each) => each !== rule);
    return rule.behaviour;
  }

  clear(): void {
    this.#rules = [];
  }

  /** The call's own rules before those of `*`, and rules that end before one that lasts. */
  #find(gateway: GatewayName, call: string): Rule | undefined {
    for (const name of [call, "*"]) {
      const rules = this.#rules.filter((rule) => rule.gateway === gateway && rule.call === name);
      const rule = rules.find(({ left }) => left !== Infinity) ?? rules[0];
      if (rule !== undefined) return rule;
    }
    return undefined;
  }

  #forget(gateway: GatewayName, call: string, which: (rule: Rule) => boolean): void {
    this.#rules = this.#rules.filter(
      (rule) => rule.gateway !== gateway || rule.call !== call || !which(rule),
    );
  }
}
