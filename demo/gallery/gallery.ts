/** The gallery of states, and the playground. What neither knows is the shop's to answer. */
import express, { type Express } from "express";
import { findState, states } from "../states/states.ts";
import { cannedProxy, type CannedPlaces } from "./canned-proxy.ts";
import { readLook } from "./look.ts";
import { pageText } from "./page-text.ts";
import { galleryPage } from "./pages/gallery.ts";
import { playgroundPage } from "./pages/playground.ts";
import { framedPolicy, framingPolicy } from "./policy.ts";

export interface GalleryOptions extends CannedPlaces {
  /** Origins that the card form may come from. */
  readonly cardOrigins: readonly string[];
  readonly shop: Express;
}

export function createGallery({ shop, cardOrigins, ...places }: GalleryOptions): Express {
  const gallery = express();
  const framed = framedPolicy(places.proxyUrl, cardOrigins);
  const framing = framingPolicy();

  gallery.disable("x-powered-by");
  gallery.use("/gallery", cannedProxy(places));

  gallery.get("/gallery/state/:name", framed, (request, response, next) => {
    const state = findState(request.params["name"]);
    if (state === undefined) return next();
    response.type("html").send(pageText(state, readLook(request.query), places));
  });

  gallery.get("/gallery", framing, (request, response) => {
    response.type("html").send(galleryPage(readLook(request.query)));
  });

  gallery.get("/playground", framing, (request, response) => {
    const state = findState(request.query["state"]) ?? findState("list") ?? states[0]!;
    const look = readLook(request.query);
    const code = pageText(state, look, places);
    response.type("html").send(playgroundPage({ state, look, code }));
  });

  gallery.use(shop);
  return gallery;
}
