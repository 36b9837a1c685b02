/** What is no JSON, or too much of it, is refused in the gateway's own words instead of a stack trace. */
import type { ErrorRequestHandler } from "express";
import type { Answer } from "./answer.ts";

export function refuseBrokenBodies(
  refuse: (status: number, text: string) => Answer,
): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    const text = status < 500 ? "The body cannot be read." : "The sandbox failed.";
    if (status >= 500) console.error(error);
    const answer = refuse(status, text);
    response.status(answer.status).json(answer.body);
  };
}

function statusOf(error: unknown): number {
  const status = typeof error === "object" && error !== null && "status" in error && error.status;
  return typeof status === "number" && status >= 400 ? status : 500;
}
