/** A proxy with a low limit of requests, and how often it refuses. */
import type { Sandbox } from "../../demo/sandbox/index.ts";
import { runProxy, type RunningProxy } from "./running-proxy.ts";

/** Requests a minute. */
export const limit = 20;

export async function withLimit(
  sandbox: Sandbox,
  use: (running: RunningProxy) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const running = await runProxy({
    sandbox,
    env: { RATE_LIMIT_PER_MINUTE: String(limit), ...env },
  });
  try {
    await use(running);
  } finally {
    await running.stop();
  }
}

/** How many of `count` requests were answered 429. */
export async function refusals(
  count: number,
  ask: (index: number) => Promise<{ status: number }>,
): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, index) => ask(index)));
  return answers.filter(({ status }) => status === 429).length;
}
