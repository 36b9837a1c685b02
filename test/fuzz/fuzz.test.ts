/**
 * `npm run fuzz` in small, with the same requests each time: none may be answered 5xx, leak what is
 * inside, end the process or make anything paid.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { runFuzz } from "./fuzz.ts";

const wellFramed = 2_000;
const malformed = 300;

it(`a proxy answers ${wellFramed} generated requests with 2xx, 3xx or a coded 4xx, survives ${malformed} that are hardly HTTP, and calls nothing paid`, async (test) => {
  const outcome = await runFuzz({ wellFramed, malformed, seed: 20_261_121 });
  test.diagnostic(JSON.stringify(outcome.counts));
  assert.deepEqual(outcome.violations, []);
});
