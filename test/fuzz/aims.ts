/** What is asked of which route: mostly what exists, with what it takes. */
import fc from "fast-check";
import { routes } from "../../contract/vocabulary.ts";
import { cardStart, decision, newSession, notification, start } from "./bodies.ts";
import { encodeSafely, segment, toVisible } from "./hostile-url.ts";
import { hostileText } from "./hostile.ts";
import type { Targets } from "./targets.ts";

export interface Aim {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: Buffer;
}

export function aims(targets: Targets): fc.Arbitrary<Aim> {
  const at = (
    method: string,
    route: string,
    known: readonly string[],
    body?: fc.Arbitrary<Buffer>,
  ) =>
    fc
      .record({ value: segment(known), body: body ?? fc.constant(undefined) })
      .map(({ value, body: sent }): Aim => {
        const path = route.replace(/:\w+/, () => value);
        return sent === undefined ? { method, path } : { method, path, body: sent };
      });
  const { sessionIds, cancelableIds, cardSessionIds, returnTokens, notifications, icons } = targets;
  return fc.oneof(
    { weight: 6, arbitrary: at("POST", routes.sessions, [], newSession) },
    { weight: 2, arbitrary: at("GET", routes.sessions, []) },
    { weight: 2, arbitrary: at("GET", routes.session, sessionIds) },
    { weight: 1, arbitrary: at("POST", routes.sessionCancel, cancelableIds) },
    { weight: 3, arbitrary: at("POST", routes.sessionResolve, sessionIds, decision(targets)) },
    { weight: 1, arbitrary: at("GET", routes.events, []) },
    { weight: 4, arbitrary: at("GET", routes.methods, []) },
    { weight: 1, arbitrary: at("DELETE", routes.methods, []) },
    { weight: 4, arbitrary: at("GET", routes.checkout, sessionIds) },
    { weight: 5, arbitrary: at("POST", routes.checkoutPayments, sessionIds, start) },
    {
      weight: 5,
      arbitrary: at("POST", routes.checkoutPayments, cardSessionIds, cardStart(targets)),
    },
    { weight: 3, arbitrary: cardForm },
    { weight: 3, arbitrary: at("GET", routes.return, returnTokens) },
    {
      weight: 8,
      arbitrary: fc
        .record({ path: fc.constantFrom(...notifications), body: notification })
        .map(({ path, body }): Aim => ({ method: "POST", path, body })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ provider: segment(["ottpay", "ottu"]), token: segment([]), body: notification })
        .map(({ provider, token, body }): Aim => ({
          method: "POST",
          path: `/v1/notifications/${provider}/${token}`,
          body,
        })),
    },
    { weight: 2, arbitrary: at("GET", routes.icon, icons) },
    { weight: 3, arbitrary: at("GET", routes.pay, sessionIds) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ...[
          routes.payStyle,
          routes.script,
          routes.classicScript,
          routes.style,
          routes.openapi,
          routes.healthz,
          routes.readyz,
          routes.metrics,
          "/",
          "//",
          "/v1",
          "/favicon.ico",
          "/.env",
          "/otter-checkout/../../package.json",
          "/otter-checkout/%2e%2e/%2e%2e/package.json",
          "/otter-checkout/x/..%5c..%5cpackage.json",
        ].map((path): Aim => ({ method: "GET", path })),
      ),
    },
    { weight: 1, arbitrary: segment([]).map((path): Aim => ({ method: "GET", path: `/${path}` })) },
  );
}

/** Who is right about the frame's page is told of the form, whoever else is not. */
const cardForm: fc.Arbitrary<Aim> = fc
  .record({
    id: segment(["new"]),
    origin: fc.oneof(
      { weight: 3, arbitrary: fc.constant("https://shop.example") },
      { weight: 2, arbitrary: hostileText },
    ),
    locale: fc.oneof(fc.constantFrom("ar-KW", "zh", "en-"), hostileText),
  })
  .map(({ id, origin, locale }): Aim => {
    const query = `?origin=${encodeSafely(origin)}&locale=${encodeSafely(locale)}`;
    const path = routes.cardFrame.replace(":id", () => id);
    return { method: "GET", path, query: toVisible(query).slice(0, 3_000) };
  });
