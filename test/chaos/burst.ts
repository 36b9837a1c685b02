/** Many connections in one moment, one request on each. */
import { Agent, request as send } from "node:http";
import type { Findings } from "../support/findings.ts";

const answerMs = 10_500;

/** Every one is answered in time, if only with a refusal. */
export async function askAtOnce(url: string, count: number, findings: Findings): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      askOnce(`${url}${index % 2 === 0 ? "/v1/methods?currency=KWD" : "/readyz"}`),
    ),
  );
  for (const { status, ms } of answers) {
    findings.add(`burst, ${status}`);
    findings.longest("slowest of the burst, ms", ms);
    findings.check([200, 429, 503].includes(status), `a burst was answered ${status}`);
    findings.checkTime(ms <= answerMs, "a call of the burst hung");
  }
}

function askOnce(url: string): Promise<{ status: number; ms: number }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, ms: performance.now() - startedAt });
    const asking = send(url, { agent: new Agent({ maxSockets: 1 }) }, (answer) => {
      answer.resume().on("end", () => end(answer.statusCode ?? 0));
      answer.on("error", () => end(0));
    });
    asking.on("error", () => end(0));
    asking.end();
  });
}
