/** Presses of Pay that alternate between two gateways in one session: what gateways are asked for them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JournalEntry } from "../../../demo/sandbox/index.ts";
import { BothGateways } from "../../support/both-gateways.ts";
import { nextQuestion, questionsOf } from "../../support/gateway-calls.ts";
import { openForm, press } from "../../support/pay-form.ts";
import { asShop, type Answer } from "../../support/running-proxy.ts";

/** Milliseconds between one question and the next, at each gateway: it has one order. */
function gaps(questions: readonly JournalEntry[]): readonly number[] {
  return (["ottpay", "ottu"] as const).flatMap((gateway) => {
    const times = questions
      .filter((one) => one.gateway === gateway)
      .map(({ at }) => Date.parse(at));
    return times.slice(1).map((at, index) => at - (times[index] ?? 0));
  });
}

describe("presses of Pay that alternate between two gateways", () => {
  it("ask about each payment at most every two seconds, and are sixty a minute", async (t) => {
    const both = await BothGateways.run(t);
    const session = await both.createSession();
    const answers: Answer[] = [];
    for (let times = 0; times < 383; times += 1) {
      answers.push(await both.press(session, times % 2 === 0 ? "ottpay" : "ottu"));
      both.clock.move(40);
    }
    const refused = answers.filter(({ status }) => status === 429);
    // A slow machine may take more than a minute for them: then a second budget begins.
    assert.ok(refused.length > 0);
    assert.ok(answers.slice(0, 60).every(({ status }) => status === 201));
    assert.equal(answers[60]?.status, 429);
    for (const { headers, json } of refused) {
      assert.equal(json.error.code, "rate_limited");
      const seconds = Number(headers.get("retry-after"));
      assert.ok(seconds >= 1 && seconds <= 60);
    }
    const questions = questionsOf(both.running.sandbox);
    assert.ok(gaps(questions).length > 0);
    assert.ok(Math.min(...gaps(questions)) >= 2_000, gaps(questions).join(" "));
    assert.ok(questions.length <= 2 * (1 + (383 * 40) / 2_000));
    const { json } = await both.running.get(`/v1/sessions/${session.id}`, asShop);
    assert.equal(json.payments.length, 2);
  });

  it("count for their session alone, and only where they are presses", async (t) => {
    const both = await BothGateways.run(t);
    const [busy, calm] = [await both.createSession(), await both.createSession()];
    for (let times = 0; times < 70; times += 1) {
      const wrong = await both.running.post(`/v1/checkout/${busy.id}/payments`, { method: 1 });
      assert.equal(wrong.status, 400);
    }
    for (let times = 0; times < 60; times += 1) await both.press(busy, "ottu");
    assert.equal((await both.press(busy, "ottu")).status, 429);
    assert.equal((await both.running.get(`/v1/checkout/${busy.id}`)).status, 200);
    assert.equal((await both.press(calm, "ottu")).status, 201);
  });

  it("are the same few by whichever way they come", async (t) => {
    const both = await BothGateways.run(t);
    const session = await both.createSession();
    const form = await openForm(both.running, session);
    for (let times = 0; times < 59; times += 1) await both.press(session, "ottu");
    const chosen = { method: form.methods.find((id) => id.startsWith("ottu:")) ?? "" };
    assert.equal((await press(both.running, form, chosen)).status, 303);
    const refused = await press(both.running, form, chosen);
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers.get("retry-after")) >= 1);
    assert.equal((await both.press(session, "ottu")).status, 429);
  });
});

describe("notifications, however many", () => {
  it("cause no more than a question a second", async (t) => {
    const both = await BothGateways.run(t, true);
    const { order } = await both.begin("ottpay");
    const asked = nextQuestion(both.running.sandbox);
    for (let told = 0; told < 40; told += 1) {
      await both.running.sandbox.ottpay.notify(order);
      both.clock.move(250);
    }
    await asked;
    const last = nextQuestion(both.running.sandbox);
    both.clock.move(60_000);
    await last;
    assert.ok(Math.min(...gaps(questionsOf(both.running.sandbox))) >= 1_000);
  });
});
