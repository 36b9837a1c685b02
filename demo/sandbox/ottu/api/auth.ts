/**
 * Who is asking: a private API key, or a user with a password. The public key, which shops put into
 * web pages, opens nothing that the proxy calls. Null where the caller may go on.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Answer } from "../../answer.ts";
import type { Credentials } from "../../credentials.ts";
import { detail } from "./refusals.ts";

const forbidden = "You do not have permission to perform this action.";

export function refuseCaller(
  authorization: string | undefined,
  credentials: Credentials["ottu"],
): Answer | null {
  if (authorization === undefined) {
    return detail(401, "Authentication credentials were not provided.");
  }
  const [scheme = "", value = ""] = authorization.split(/ (.*)/s);
  switch (scheme.toLowerCase()) {
    case "api-key":
      if (equal(value, credentials.apiKey)) return null;
      if (equal(value, credentials.limitedKey)) return detail(403, forbidden);
      return detail(401, "Invalid API key.");
    case "basic": {
      const { username, password } = credentials;
      const given = Buffer.from(value, "base64").toString("utf8");
      return equal(given, `${username}:${password}`)
        ? null
        : detail(401, "Invalid username/password.");
    }
    default:
      return detail(401, "Authentication credentials were not provided.");
  }
}

function equal(given: string, expected: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
