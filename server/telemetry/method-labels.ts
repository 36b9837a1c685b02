/**
 * Methods as label values. Their codes come from gateways, so how many there are is not ours to say:
 * what a process meets beyond a bound, and what is no plain code, is counted as `other`.
 */
const mostMethods = 100;
const plainCode = /^[\w.-]{1,40}$/;
const other = "other";

export interface MethodLabels {
  of(provider: string, method: string): string;
}

export function createMethodLabels(): MethodLabels {
  const known = new Set<string>();
  return {
    of(provider, method) {
      const name = `${provider}:${method}`;
      if (known.has(name)) return method;
      if (known.size >= mostMethods || !plainCode.test(method)) return other;
      known.add(name);
      return method;
    },
  };
}
