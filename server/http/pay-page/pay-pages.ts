/** Pay pages, sent: what is known of the session, in the shopper's language. */
import type { Request, Response } from "express";
import type { CheckoutView } from "../../../contract/contract.ts";
import type { FlowContext } from "../../flow-context.ts";
import { CheckoutError } from "../../platform/errors.ts";
import type { Checkout } from "../../sessions/checkout-view.ts";
import { requestIdOf } from "../guards/errors-answer.ts";
import { pageHeaders } from "../guards/headers.ts";
import { isSessionId } from "../guards/session-id.ts";
import { lookUrl, renderPayPage, type Shop } from "./page.ts";
import { pauseBefore, type Scene } from "./scene.ts";
import { chooseLanguage, textsFor } from "./texts.ts";
import { sentenceFor, type Speech } from "./wording.ts";

export interface PayPagesDependencies {
  readonly context: FlowContext;
  readonly checkout: Checkout;
  readonly shop: Shop;
  /** Origins of gateways on plain http, on this machine: a form's way may lead there. */
  readonly localGateways: readonly string[];
}

/** What the page shows of a session. */
export interface Found {
  readonly view: CheckoutView;
  readonly locale: string | null;
  /** A newer session of the order took its place. */
  readonly isSuperseded: boolean;
  readonly returnUrl: string | null;
}

/** `found` is undefined where nothing can be said of the session. */
interface Sending {
  readonly request: Request<{ id: string }>;
  readonly found: Found | undefined;
  readonly scene: Scene;
}

export class PayPages {
  readonly #deps: PayPagesDependencies;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(deps: PayPagesDependencies) {
    this.#deps = deps;
    this.#headers = pageHeaders(deps.context.urls.base, deps.localGateways);
  }

  /**
   * @param chosen id of the method that was pressed: its row is there where it is offered
   * @throws CheckoutError `session_not_found`
   */
  async find({ params, headers }: Request<{ id: string }>, chosen?: string): Promise<Found> {
    const { context, checkout } = this.#deps;
    const { id } = params;
    const purchase = isSessionId(id)
      ? await context.ledger.readPurchase({ sessionId: id })
      : undefined;
    const session = purchase?.sessions.find((candidate) => candidate.id === id);
    if (purchase === undefined || session === undefined) {
      throw new CheckoutError("session_not_found", "there is no such session");
    }
    return {
      view: await checkout.view(id, headers["user-agent"], chosen),
      locale: session.locale,
      isSuperseded: session.canceledBy === "superseded",
      returnUrl: session.returnUrl,
    };
  }

  speech(request: Request<{ id: string }>, found: Pick<Found, "locale"> | undefined): Speech {
    const language = chooseLanguage(found?.locale ?? null, request.acceptsLanguages());
    return { language, texts: textsFor(language) };
  }

  send(response: Response, { request, found, scene }: Sending): void {
    this.#send(response, this.speech(request, found), { request, found, scene });
  }

  /** What went wrong where there is no more to be shown. */
  async sendTrouble(
    response: Response,
    request: Request<{ id: string }>,
    error: CheckoutError,
  ): Promise<void> {
    const locale = await this.#localeOf(request.params.id, error);
    const speech = this.speech(request, { locale });
    // What is no session's address leads nowhere, and is not repeated.
    const isMissing = error.code === "session_not_found" || !isSessionId(request.params.id);
    const { text } = sentenceFor(error, "", speech.texts);
    const requestId = isMissing ? "" : requestIdOf(response);
    const scene: Scene = { kind: "trouble", text, requestId, way: isMissing ? "none" : "open" };
    this.#send(response, speech, { request, found: undefined, scene });
  }

  /** Null where asking is no use, or would only be more of what there is too much of. */
  async #localeOf(id: string, { status }: CheckoutError): Promise<string | null> {
    if (status === 404 || status === 429 || status >= 500 || !isSessionId(id)) return null;
    const { ledger } = this.#deps.context;
    return ledger.findSession(id).then(
      (session) => session?.locale ?? null,
      () => null,
    );
  }

  #send(response: Response, speech: Speech, { request, found, scene }: Sending): void {
    const { context, shop } = this.#deps;
    const look = scene.kind === "waiting" ? scene.look : 0;
    const page = {
      ...speech,
      shop,
      base: context.urls.base,
      url: context.urls.pay(request.params.id),
      view: found?.view,
      scene,
      // Who pressed, or waits, without a script goes on without one.
      isScripted: request.method !== "POST" && look === 0,
      isSuperseded: found?.isSuperseded ?? false,
      returnUrl: found?.returnUrl ?? null,
    };
    response.set(this.#headers);
    const pause = look === 0 ? undefined : pauseBefore(look);
    if (pause !== undefined) {
      response.setHeader("Refresh", `${pause}; url=${lookUrl(page, look + 1)}`);
    }
    response.type("html").send(renderPayPage(page).toMarkup());
  }
}
