/** What the tests of both gateways' pages look for. */
import assert from "node:assert/strict";

export const hostile = `"><script>alert(1)</script>&'`;

const buttons = ["Cancel and return", "Pay, then close the tab", "Decline", "Let it expire"];

/** All of a page's buttons, in their order. */
export function assertButtons(page: string, amount: string, more: readonly string[] = []): void {
  const named = [...page.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, inner = ""]) =>
    inner
      .replaceAll(/<[^>]*>/g, "")
      .replaceAll(/\s+/g, " ")
      .trim(),
  );
  assert.deepEqual(named, [`Pay ${amount}`, ...buttons, ...more]);
}
