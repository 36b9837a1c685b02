/** What the card form did not make, or made of a card that no gateway should be bothered with. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import type { SessionRecord } from "../../../contract/contract.ts";
import { createCardKeys } from "../../../server/cards/keys.ts";
import { anOrder, inCanada, type RunningProxy } from "../../support/running-proxy.ts";
import {
  aCard,
  keyOf,
  payByCard,
  postCard,
  runCardProxy,
  sealCard,
  sealText,
  type SealOptions,
} from "../../support/sealed-cards.ts";

const dayMs = 24 * 3_600_000;

let running: RunningProxy;
let session: SessionRecord;
before(async () => {
  running = await runCardProxy();
});
after(() => running.stop());

const sessions: string[] = [];
/** One session may be pressed 60 times a minute. */
async function openSession(): Promise<void> {
  session = await running.client.createSession(anOrder(inCanada));
  sessions.push(session.id);
}

/** The key of another day, of the proxy's secret unless told. */
function keyAt(now: number, secret = running.env["OTTPAY_SIGN_KEY"] ?? "") {
  return createCardKeys([secret], { now: () => now }).current();
}

async function assertRefused(answer: Promise<{ status: number; text: string }>, field: string) {
  const { status, text } = await answer;
  const { error } = JSON.parse(text) as { error: { code: string; field: string } };
  assert.deepEqual([status, error.code, error.field], [400, "card_invalid", field], text);
}

describe("a sealed card", () => {
  beforeEach(openSession);
  after(async () => {
    for (const id of sessions) {
      assert.deepEqual((await running.client.getSession(id)).payments, []);
    }
    assert.equal(running.sandbox.ottpay.calls("CC_PURCHASE"), 0);
  });

  const wrongFields: ReadonlyArray<readonly [field: string, values: readonly unknown[]]> = [
    [
      "number",
      [
        "4242424242424241",
        "378282246310005",
        "6011111111111117",
        "",
        "4242 4242 4242 4242",
        4242,
        null,
        "4".repeat(20),
        "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
      ],
    ],
    ["name", ["", "   ", "x".repeat(65), "a\nb", 7, undefined]],
    ["expiry", ["1320", "0020", "12/39", "1225", "0124", "", "123", undefined]],
    ["cvv", ["12", "12345", "abc", "", undefined]],
    ["address", ["", "x".repeat(65), undefined]],
    ["city", ["", "x".repeat(41)]],
    ["province", ["", "x".repeat(41)]],
    ["postalCode", ["", "x".repeat(13), "a\u0000"]],
    ["country", ["Canada", "ca", "", undefined]],
  ];
  for (const [field, values] of wrongFields) {
    it(`is refused for its ${field}, which the answer names and does not repeat`, async () => {
      for (const value of values) {
        const answer = payByCard(running, session, { card: { [field]: value } });
        await assertRefused(answer, `card.${field}`);
        if (typeof value === "string" && value.length > 8) {
          assert.ok(!(await answer).text.includes(value));
        }
      }
    });
  }

  const wrongContent: ReadonlyArray<readonly [what: string, options: SealOptions]> = [
    ["of another version", { content: { v: 2 } }],
    ["of another session", { content: { session: "cs_0000000000000000000000000000" } }],
    ["with a field that nobody knows", { content: { amount: "0.01" } }],
    ["with a card field that nobody knows", { card: { pin: "1234" } }],
    ["with an attempt that could be guessed", { content: { attempt: "1" } }],
    ["with an attempt of other characters", { content: { attempt: `${"a".repeat(30)}/` } }],
    ["sealed eleven minutes ago", { content: { at: Date.now() - 11 * 60_000 } }],
    ["sealed in eleven minutes", { content: { at: Date.now() + 11 * 60_000 } }],
    ["sealed at no time", { content: { at: "now" } }],
    ["without a card", { content: { card: null } }],
    ["of another type", { header: { typ: "JWE" } }],
    ["for another key", { header: { kid: "AAAAAAAAAAAAAAAA" } }],
  ];
  for (const [what, options] of wrongContent) {
    it(`is refused when it is one ${what}`, async () => {
      await assertRefused(payByCard(running, session, options), "card");
    });
  }

  it("is refused when its key is older than yesterday's, of tomorrow, or of another proxy", async () => {
    for (const key of [
      keyAt(Date.now() - 2 * dayMs),
      keyAt(Date.now() + 2 * dayMs),
      keyAt(Date.now(), "another-secret"),
      { ...keyAt(Date.now(), "another-secret"), kid: keyOf(running).kid },
    ]) {
      await assertRefused(payByCard(running, session, { key }), "card");
    }
  });

  it("is refused when other algorithms, compression or no JSON are in it", async () => {
    const key = keyOf(running);
    const content = JSON.stringify({ v: 1, session: session.id, card: aCard });
    await assertRefused(postCard(running, session.id, await sealText("{", key)), "card");
    await assertRefused(
      postCard(running, session.id, await sealText(content, key, { enc: "A128CBC-HS256" })),
      "card",
    );
    await assertRefused(
      postCard(running, session.id, await sealText("x".repeat(9_000), key, { zip: "DEF" })),
      "card",
    );
    const sealed = await sealCard(running, session.id);
    const [, , iv = "", text = "", tag = ""] = sealed.split(".");
    for (const header of [
      { alg: "none" },
      { alg: "dir", enc: "A256GCM", kid: key.kid, typ: "card+jwe" },
      { alg: "ECDH-ES+A256KW", enc: "A256GCM", kid: key.kid, typ: "card+jwe" },
      { alg: "ECDH-ES", enc: "A256GCM", kid: key.kid, typ: "card+jwe", epk: { kty: "EC" } },
      {
        alg: "ECDH-ES",
        enc: "A256GCM",
        kid: key.kid,
        typ: "card+jwe",
        epk: { kty: "EC", crv: "P-256", x: "AA", y: "AA" },
      },
    ]) {
      const head = Buffer.from(JSON.stringify(header)).toString("base64url");
      await assertRefused(postCard(running, session.id, `${head}..${iv}.${text}.${tag}`), "card");
    }
  });

  it("is refused when a single character of it is another", async () => {
    const sealed = await sealCard(running, session.id);
    for (const at of [3, 60, sealed.length - 40, sealed.length - 3]) {
      const changed = sealed[at] === "A" ? "B" : "A";
      const forged = `${sealed.slice(0, at)}${changed}${sealed.slice(at + 1)}`;
      await assertRefused(postCard(running, session.id, forged), "card");
    }
  });

  it("is refused whatever else stands in its place, and never fails the proxy", async () => {
    const words = fc.stringMatching(/^[\w-]{1,40}$/);
    const shaped = fc
      .tuple(words, words, words, words)
      .map(([a, b, c, d]) => `${a}..${b}.${c}.${d}`);
    const anything = fc.oneof(
      shaped,
      fc.string(),
      fc.jsonValue(),
      fc.constant("x".repeat(10_000)),
      fc.constant(`${randomBytes(5_000).toString("base64url")}..a.b.c`),
    );
    for (const [index, value] of fc
      .sample(anything, { numRuns: 300, seed: 20_261_121 })
      .entries()) {
      if (index % 50 === 0) await openSession();
      const answer = await postCard(running, session.id, value);
      assert.equal(answer.status, 400, `${JSON.stringify(value)} ${answer.text}`);
    }
    const contents = fc.sample(fc.jsonValue(), { numRuns: 200, seed: 20_261_121 });
    for (const [index, value] of contents.entries()) {
      if (index % 25 === 0) await openSession();
      const sealed = await sealText(JSON.stringify(value), keyOf(running));
      assert.equal((await postCard(running, session.id, sealed)).status, 400);
      const card = await sealCard(running, session.id, { content: { card: value } });
      assert.equal((await postCard(running, session.id, card)).status, 400);
    }
  });

  it("says nothing of a session that is not there", async () => {
    const answer = await postCard(
      running,
      `cs_${"A".repeat(32)}`,
      await sealCard(running, session.id),
    );
    assert.equal(answer.json.error.code, "session_not_found");
  });
});
