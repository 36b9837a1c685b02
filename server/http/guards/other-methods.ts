/** An address that is ours, asked by a method it does not take: the answer says which it takes. */
import type { Router } from "express";
import { routes } from "../../../contract/vocabulary.ts";
import { CheckoutError } from "../../platform/errors.ts";

/** Called last, when all routes stand. @param paths as the routes name them */
export function refuseOtherMethods(
  router: Router,
  paths: readonly string[] = Object.values(routes),
): void {
  for (const path of paths) {
    const taken = methodsOf(router, path).join(", ");
    router.all(path, ({ method }, response) => {
      response.setHeader("Allow", taken);
      throw new CheckoutError(
        "method_not_allowed",
        `this address does not take ${method}; it takes ${taken}`,
      );
    });
  }
}

/** A browser of another origin asks with OPTIONS below `/v1/`; HEAD is asked like GET. */
function methodsOf({ stack }: Router, path: string): readonly string[] {
  const methods = stack
    .filter(({ route }) => route?.path === path)
    .flatMap(({ route }) => route?.stack.map(({ method }) => method.toUpperCase()) ?? []);
  return [
    ...new Set([
      ...methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])),
      ...(path.startsWith("/v1/") ? ["OPTIONS"] : []),
    ]),
  ];
}
