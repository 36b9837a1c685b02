/**
 * A proxy for each state, which always says the same: the widget asks it as it asks any other, and
 * knows nothing of the gallery.
 */
import { Router, type Request, type Response } from "express";
import { findState } from "../states/states.ts";
import type { Answer, Answers } from "../states/state.ts";
import { readMarks, type Marks } from "./marks.ts";

export interface CannedPlaces {
  readonly origin: string;
  readonly proxyUrl: string;
  /** Of a proxy that serves the card form; started when the first state asks for it. */
  readonly cardProxy: () => Promise<string>;
}

type Body = Readonly<Record<string, unknown>>;

export function cannedProxy(places: CannedPlaces): Router {
  const router = Router();
  let marks: Promise<Marks> | undefined;

  const answerWith = (asked: keyof Answers) => async (request: Request, response: Response) => {
    const answer = findState(request.params["name"])?.answers[asked];
    marks ??= readMarks(places.proxyUrl);
    await send(response, answer, async (body) => fill(body, await marks!, places));
  };

  router.get("/state/:name/v1/checkout/:id", answerWith("checkout"));
  router.get("/state/:name/v1/methods", answerWith("methods"));
  router.post("/state/:name/v1/checkout/:id/payments", answerWith("payments"));
  // What a link to the gateway leads to: the page stays where it is.
  router.get("/gateway", (_request, response) => {
    response.status(204).end();
  });
  return router;
}

async function send(
  response: Response,
  answer: Answer | undefined,
  filled: (body: Body) => Promise<Body>,
): Promise<void> {
  response.set("Cache-Control", "no-store");
  // Until the browser gives it up.
  if (answer === "silence") return;
  if (answer === "cut") return void response.socket?.destroy();
  if (answer === undefined || answer === "page") {
    return void response.status(404).type("html").send("<!doctype html><title>Not here</title>");
  }
  response.status(answer.status).json(await filled(answer.body));
}

/** What only a running proxy knows: marks, where the card form is, and where links lead. */
async function fill(body: Body, marks: Marks, places: CannedPlaces): Promise<Body> {
  const { methods, redirectUrl } = body as { methods?: readonly Body[]; redirectUrl?: string };
  return {
    ...body,
    ...(redirectUrl !== undefined && { redirectUrl: new URL(redirectUrl, places.origin).href }),
    ...(methods && { methods: await Promise.all(methods.map(fillRow)) }),
  };

  async function fillRow(row: Body): Promise<Body> {
    const frame = row["frame"] as string | undefined;
    return {
      ...row,
      ...marks.get(String(row["id"])),
      ...(frame !== undefined && { frame: new URL(frame, await places.cardProxy()).href }),
    };
  }
}
