/** The form as it is sent: from our own page only, small, and with nothing in it that we did not ask. */
import express, { type RequestHandler } from "express";
import { z } from "zod";
import { startPaymentRequest } from "../../../contract/contract.ts";
import { CheckoutError } from "../../platform/errors.ts";

/** A method's id is the longest part. */
const limitBytes = 4 * 1024;
const mostFields = 8;

/** `method` is missing where none was chosen; `total` is what stood on the button. */
export const sentForm = z.strictObject({
  method: startPaymentRequest.shape.method.optional(),
  token: z.string().max(200).default(""),
  total: z.string().max(40).optional(),
});

/**
 * Where a browser says that a page elsewhere sent it, nothing else is looked at. Our own page's form
 * comes with `Origin: null`, and so does a hidden one of anybody: the token decides between them.
 * @param base PUBLIC_URL
 */
export function fromOwnPage(base: string): RequestHandler {
  const { origin: own } = new URL(base);
  return (request, _response, next) => {
    const { origin = own, "sec-fetch-site": site = "same-origin" } = request.headers;
    const isOwnOrigin = origin === own || origin === "null";
    // `none`: the shopper themselves, such as by loading anew what was sent.
    const isOwnSite = site === "same-origin" || site === "none";
    if (!isOwnOrigin || !isOwnSite) throw notFromOurPage();
    next();
  };
}

export function notFromOurPage(): CheckoutError {
  return new CheckoutError("origin_not_allowed", "this form did not come from our page");
}

const formType = /^application\/x-www-form-urlencoded\s*(;\s*(charset="?utf-8"?\s*)?)?$/i;

const assertForm: RequestHandler = (request, _response, next) => {
  if (!formType.test(request.headers["content-type"] ?? "")) {
    throw new CheckoutError("unsupported_media_type", "send a form in UTF-8");
  }
  if (Number(request.headers["content-length"]) > limitBytes) {
    throw new CheckoutError("body_too_large", "the form is longer than 4 KB");
  }
  next();
};

export const formBody: readonly RequestHandler[] = [
  assertForm,
  express.urlencoded({
    extended: false,
    limit: limitBytes,
    parameterLimit: mostFields,
    inflate: false,
    type: () => true,
  }),
];
