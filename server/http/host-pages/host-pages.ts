/**
 * `/`, `/robots.txt` and `/favicon.ico`: what browsers and crawlers ask of every host. A server of the
 * proxy's own answers them; inside a shop's app these addresses are the shop's.
 */
import type { RequestListener } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import type { Logger } from "../../platform/logger.ts";
import { createErrorHandler } from "../guards/errors-answer.ts";
import { pageHeaders } from "../guards/headers.ts";
import { refuseOtherMethods } from "../guards/other-methods.ts";
import type { RateLimits } from "../guards/rate-limits.ts";
import { createRequestLog } from "../guards/request-log.ts";
import type { BeginRequest } from "../guards/request-record.ts";
import { renderPayPage, type Shop } from "../pay-page/page.ts";
import { chooseLanguage, textsFor } from "../pay-page/texts.ts";
import { drawFavicon } from "./favicon.ts";

export interface HostPagesDependencies {
  /** PUBLIC_URL without a trailing slash. */
  readonly base: string;
  /** Its path, empty where it has none: the pages are answered below it as well. */
  readonly basePath: string;
  readonly shop: Shop;
  readonly begin: BeginRequest;
  readonly limits: RateLimits;
  readonly logger: Logger;
  /** What answers everything else. */
  readonly app: Express;
}

const paths = ["/", "/robots.txt", "/favicon.ico"] as const;
/** What they say changes with the configuration. */
const forADay = "public, max-age=86400";

export function createHostPages(deps: HostPagesDependencies): RequestListener {
  const { basePath, app } = deps;
  const own = new Set([...paths, basePath, ...paths.map((page) => basePath + page)]);
  const host = createHostApp(deps);
  return (request, response) => {
    const [asked = ""] = (request.url ?? "").split("?", 1);
    if (own.has(asked)) host(request, response);
    else app(request, response);
  };
}

function createHostApp(deps: HostPagesDependencies): Express {
  const { app, basePath, begin, limits, logger } = deps;
  const host = express();
  host.disable("x-powered-by");
  host.disable("etag");
  host.set("trust proxy", app.get("trust proxy"));
  host.use(createRequestLog(begin));
  const router = express.Router({ caseSensitive: true });
  router.get("/", limits.byClient, nothingHere(deps));
  router.get("/robots.txt", sendFor(forADay, "text/plain", Buffer.from(robots)));
  router.get("/favicon.ico", sendFor(forADay, "image/x-icon", drawFavicon(deps.shop.accent)));
  refuseOtherMethods(router, paths);
  if (basePath !== "") host.use(basePath, router);
  host.use(router);
  host.use(createErrorHandler(logger));
  return host;
}

/** A payment's address is its shopper's secret, and nothing else here is for reading. */
const robots = "User-agent: *\nDisallow: /\n";

function sendFor(cacheControl: string, contentType: string, bytes: Buffer): RequestHandler {
  return (_request, response) => {
    response.setHeader("Cache-Control", cacheControl);
    response.setHeader("Content-Type", contentType);
    response.end(bytes);
  };
}

/** Who comes without a payment's address learns whose host it is, and whom to ask. */
function nothingHere({ base, shop }: HostPagesDependencies): RequestHandler {
  const headers = pageHeaders(base, []);
  return (request, response) => {
    const language = chooseLanguage(null, request.acceptsLanguages());
    const texts = textsFor(language);
    const page = renderPayPage({
      language,
      texts,
      shop,
      base,
      url: `${base}/`,
      view: undefined,
      scene: { kind: "trouble", text: texts.missing, requestId: "", way: "none" },
      isScripted: false,
      isSuperseded: false,
      returnUrl: null,
    });
    response.set(headers);
    response.type("html").send(page.toMarkup());
  };
}
