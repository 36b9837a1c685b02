/**
 * The routes, assembled. Never listens: `main.ts` does, or a shop's own Express, below any path.
 */
import express, { type Express } from "express";
import { routes } from "../../contract/vocabulary.ts";
import type { Assets } from "./scripts.ts";
import { cardPageRoute, type CardPageDependencies } from "./card-page/route.ts";
import type { FlowContext } from "../flow-context.ts";
import type { Flows } from "../flows.ts";
import { answerTime } from "./guards/answer-time.ts";
import { createErrorHandler, notFound } from "./guards/errors-answer.ts";
import { createFailureLimit } from "./guards/failure-limit.ts";
import { refuseOtherMethods } from "./guards/other-methods.ts";
import { warnOfParsers } from "./guards/mounting.ts";
import { createOriginPolicy, type OriginRules } from "./guards/origin-policy.ts";
import type { RateLimits } from "./guards/rate-limits.ts";
import { jsonBody, rawBody } from "./guards/request-body.ts";
import { createRequestLog } from "./guards/request-log.ts";
import type { BeginRequest } from "./guards/request-record.ts";
import type { SecretMatch } from "./guards/secret-match.ts";
import { sessionIdOnly } from "./guards/session-id.ts";
import { createShopKeyCheck } from "./guards/shop-key.ts";
import type { Icons } from "../methods/marks/icons.ts";
import type { Marks } from "../methods/marks/marks.ts";
import { payPageRoutes, payStyleRoute, type Shop } from "./pay-page/route.ts";
import { formBody, fromOwnPage } from "./pay-page/sent-form.ts";
import { cancelSessionRoute } from "./routes/cancel-session.ts";
import { createSessionRoute } from "./routes/create-session.ts";
import { listEventsRoute } from "./routes/list-events.ts";
import type { MethodListHandler } from "./routes/list-methods.ts";
import { listSessionsRoute } from "./routes/list-sessions.ts";
import { healthRoute, metricsRoute } from "./routes/operations.ts";
import { purgeMethodsRoute } from "./routes/purge-methods.ts";
import { readyRoute } from "./routes/readiness.ts";
import { readSessionRoute } from "./routes/read-session.ts";
import { notificationRoute } from "./routes/receive-notification.ts";
import { resolveSessionRoute } from "./routes/resolve-session.ts";
import { returnRoute } from "./routes/return-from-gateway.ts";
import { iconRoute } from "./routes/serve-icon.ts";
import { openapiRoute } from "./routes/serve-openapi.ts";
import { chunkRoute, scriptRoute, styleRoute } from "./routes/serve-scripts.ts";
import { startPaymentRoute } from "./routes/start-payment.ts";
import { viewCheckoutRoute } from "./routes/view-checkout.ts";

export interface AppDependencies extends Flows {
  readonly context: FlowContext;
  readonly icons: Icons;
  readonly marks: Marks;
  readonly methodList: MethodListHandler;
  readonly assets: Assets;
  readonly origins: OriginRules;
  readonly isShopKey: SecretMatch;
  readonly begin: BeginRequest;
  readonly limits: RateLimits;
  /** Notifications a minute and client that cannot be verified. */
  readonly failuresPerMinute: number;
  /** Null = from this machine only. */
  readonly isMetricsToken: SecretMatch | null;
  readonly shop: Shop;
  /** Secrets that every instance has: the pay page's forms are proved by them. */
  readonly formSecrets: readonly string[];
  /** Origins of gateways on plain http, on this machine. */
  readonly localGateways: readonly string[];
  /** As Express's `trust proxy`. */
  readonly trustProxy: boolean | number | string;
  readonly isStopping: () => boolean;
}

export function createApp(deps: AppDependencies): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", deps.trustProxy);
  app.set("query parser", "simple");
  app.on("mount", (shop) => warnOfParsers(shop, deps.context.logger));
  app.use(createRequestLog(deps.begin), answerTime);
  const router = createRouter(deps);
  const path = new URL(deps.context.urls.base).pathname;
  if (path !== "/") app.use(path, router);
  app.use(router);
  app.use(notFound);
  app.use(createErrorHandler(deps.context.logger));
  return app;
}

function createRouter(deps: AppDependencies): express.Router {
  const router = express.Router({ caseSensitive: true });
  addShopRoutes(router, deps);
  addShopperRoutes(router, deps);
  addGatewayRoutes(router, deps);
  addPageRoutes(router, deps);
  addOperatorRoutes(router, deps);
  refuseOtherMethods(router);
  return router;
}

/** For the shop's server: signed in by API key. */
function addShopRoutes(router: express.Router, deps: AppDependencies): void {
  const { limits } = deps;
  const shop = [
    createOriginPolicy(deps.origins, deps.context.logger),
    limits.byKey,
    createShopKeyCheck(deps.isShopKey),
  ];
  const { sessions } = deps;
  router.post(routes.sessions, ...shop, ...jsonBody, createSessionRoute(sessions));
  router.get(routes.sessions, ...shop, listSessionsRoute(sessions));
  router.get(routes.session, ...shop, sessionIdOnly, readSessionRoute(sessions));
  router.post(routes.sessionCancel, ...shop, sessionIdOnly, cancelSessionRoute(sessions));
  router.post(
    routes.sessionResolve,
    ...shop,
    sessionIdOnly,
    ...jsonBody,
    resolveSessionRoute(sessions),
  );
  router.get(routes.events, ...shop, listEventsRoute(deps.context.ledger));
  router.delete(routes.methods, ...shop, purgeMethodsRoute(deps.methods));
}

/** For the shopper's browser: the session id is the capability. */
function addShopperRoutes(router: express.Router, deps: AppDependencies): void {
  const { limits } = deps;
  const policy = createOriginPolicy(deps.origins, deps.context.logger);
  router.options(/^\/v1\//, policy);
  router.get(routes.methods, policy, limits.byClient, deps.methodList.handle);
  const capability = [policy, limits.byCapability, sessionIdOnly];
  router.get(routes.checkout, ...capability, viewCheckoutRoute(deps.checkout));
  router.post(
    routes.checkoutPayments,
    ...capability,
    ...jsonBody,
    startPaymentRoute(deps.payments, deps.cards, limits),
  );
  // Some gateways send the browser back with a form.
  for (const method of ["get", "post"] as const) {
    router[method](routes.return, limits.byCapability, returnRoute(deps.returns));
  }
  router.get(routes.icon, limits.byClient, iconRoute(deps.icons));
}

function addGatewayRoutes(router: express.Router, deps: AppDependencies): void {
  const failures = createFailureLimit(deps.failuresPerMinute);
  router.post(routes.notifications, ...rawBody, notificationRoute(deps.notifications, failures));
}

function addPageRoutes(router: express.Router, deps: AppDependencies): void {
  const { limits } = deps;
  const pay = payPageRoutes(deps);
  router.get(routes.pay, limits.byCapability, pay.show, pay.explain);
  router.post(
    routes.pay,
    limits.byClient,
    limits.byCapability,
    sessionIdOnly,
    fromOwnPage(deps.context.urls.base),
    ...formBody,
    pay.pay,
    pay.explain,
  );
  router.get(routes.payStyle, payStyleRoute(deps.shop));
  router.get(routes.cardFrame, limits.byClient, cardPageRoute(cardPageOf(deps)));
  router.get(routes.script, scriptRoute(deps.assets.script));
  router.get(routes.classicScript, scriptRoute(deps.assets.classicScript));
  router.get(routes.style, styleRoute(deps.assets.style));
  router.get(routes.chunks, chunkRoute(deps.assets));
}

function cardPageOf(deps: AppDependencies): CardPageDependencies {
  const { clock, urls } = deps.context;
  return {
    keys: deps.cards?.keys ?? null,
    clock,
    origins: deps.origins,
    base: urls.base,
    script: deps.assets.cardFrame,
    style: deps.assets.cardFrameStyle,
    schemes: deps.marks.ofCardForm,
  };
}

function addOperatorRoutes(router: express.Router, deps: AppDependencies): void {
  router.get(routes.openapi, openapiRoute(deps.context.urls.base));
  router.get(routes.healthz, healthRoute);
  router.get(routes.readyz, readyRoute(deps.context.ledger, deps.isStopping));
  router.get(routes.metrics, metricsRoute(deps.context.metrics, deps.isMetricsToken));
}
