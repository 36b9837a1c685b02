/**
 * How long who asks us waits, from when the request came: whoever it is (a shopper, the shop, a
 * gateway that gives up after fifteen seconds) has an answer within ten, whatever stands in the way.
 * All that the request waits for is bounded by it, and what goes on after the answer is not.
 */
import type { RequestHandler } from "express";
import { withTimeLimit } from "../../platform/time-limit.ts";

/** What is left of ten seconds is for what comes last, and for sending the answer. */
const waitingMs = 9_500;

export const answerTime: RequestHandler = (_request, response, next) => {
  withTimeLimit(waitingMs, (lift) => {
    response.once("close", lift);
    next();
  });
};
