/**
 * Proof that a form was sent from a page that we gave to this very browser. The page keeps
 * `no-referrer`, so its own form comes with `Origin: null`, as a sandboxed frame's of anybody would.
 * What tells them apart is a token in the form, made for the session and for what a cookie of this
 * browser holds. Nothing is stored: every instance can check it.
 */
import { createHmac, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Clock } from "../../platform/clock.ts";

export interface FormTokens {
  /** @param browser what its cookie holds */
  issue(browser: string, sessionId: string): Promise<string>;
  /** Whether it was issued to this browser for this session, in the last two hours. */
  isGenuine(token: string, browser: string, sessionId: string): Promise<boolean>;
}

/** How long a page may stand open before it is pressed. */
export const tokenLifeMs = 2 * 3_600_000;
/** Another instance's clock may be ahead. */
const skewMs = 10 * 60_000;

const stretch = promisify<string, string, number, Buffer>(scrypt);

/** @param secrets at least one, that all instances have; the first signs, all are tried */
export function createFormTokens(
  secrets: readonly string[],
  clock: Pick<Clock, "now">,
): FormTokens {
  let stretched: Promise<readonly Buffer[]> | undefined;
  // Stretched, because a token is public: it must be no quick way to try out guesses of a secret.
  // That takes its time, so it waits for the first page.
  const keys = () =>
    (stretched ??= Promise.all(
      secrets.map((secret) => stretch(secret, "otter-checkout pay page's form", 32)),
    ));
  return {
    async issue(browser, sessionId) {
      const [key] = await keys();
      if (key === undefined) throw new TypeError("form tokens need a secret");
      const issuedAt = clock.now().toString(36);
      return `${issuedAt}.${seal(key, [issuedAt, browser, sessionId]).toString("base64url")}`;
    },
    async isGenuine(token, browser, sessionId) {
      const { issuedAt = "", mac = "" } =
        /^(?<issuedAt>[0-9a-z]{1,10})\.(?<mac>[\w-]{43})$/.exec(token)?.groups ?? {};
      const given = Buffer.from(mac, "base64url");
      const age = clock.now() - Number.parseInt(issuedAt, 36);
      if (!(age > -skewMs && age < tokenLifeMs)) return false;
      const known = await keys();
      const fits = known.map((key) =>
        timingSafeEqual(seal(key, [issuedAt, browser, sessionId]), given),
      );
      return fits.includes(true);
    },
  };
}

/** None of the parts can hold what stands between them. */
function seal(key: Buffer, parts: readonly string[]): Buffer {
  return createHmac("sha256", key).update(parts.join(" ")).digest();
}
