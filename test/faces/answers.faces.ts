/** What the gallery's proxy answers in each state is what a proxy answers: it satisfies the contract. */
import { checkoutView, errorAnswer, methodList, startedPayment } from "../../contract/contract.ts";
import { states } from "../../demo/states/states.ts";
import type { Answers } from "../../demo/states/state.ts";
import { expect, test } from "./gallery-fixture.ts";

const asks = [
  ["checkout", "GET", "v1/checkout/cs_kilnandpalm0123456789ab", checkoutView],
  ["methods", "GET", "v1/methods?currency=KWD", methodList],
  ["payments", "POST", "v1/checkout/cs_kilnandpalm0123456789ab/payments", startedPayment],
] as const satisfies readonly (readonly [keyof Answers, ...unknown[]])[];

test("every name is there once", () => {
  const names = states.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

for (const [asked, method, path, schema] of asks) {
  test(`answers to ${method} ${path}`, async ({ gallery, request }) => {
    for (const { name, answers } of states) {
      const canned = answers[asked];
      if (canned === undefined || typeof canned === "string") continue;
      const answer = await request.fetch(`${gallery.url}/gallery/state/${name}/${path}`, {
        method,
      });
      expect(answer.status(), name).toBe(canned.status);
      const wanted = answer.ok() ? schema : errorAnswer;
      const { error } = wanted.strict().safeParse(await answer.json());
      expect(error?.message, `${name}: ${asked}`).toBeUndefined();
    }
  });
}
