/**
 * Whatever is done with a card, well or badly: nothing of it is in a log, the ledger, an answer, a
 * metric, an event or, unsealed, on its way to the gateway.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { anOrder, asShop, inCanada, type RunningProxy } from "../../support/running-proxy.ts";
import { payByCard, postCard, runCardProxy, sealCard } from "../../support/sealed-cards.ts";

const marked = {
  number: "4000056655665556",
  name: "Zebediah Quillfeather",
  expiry: "1143",
  cvv: "9073",
  address: "77 Xylophone Crescent",
  city: "Quetzaltown",
  province: "ON",
  postalCode: "K1A 0B9",
};
/** As it was, in pieces, as digits in groups, and in base64. */
const needles = [
  marked.number,
  marked.number.slice(0, 12),
  marked.number.slice(2, 14),
  "4000 0566",
  "4000-0566",
  Buffer.from(marked.number).toString("base64").slice(0, 16),
  marked.name,
  "Quillfeather",
  marked.address,
  "Xylophone",
  marked.city,
  marked.postalCode,
];
const words = [marked.cvv, marked.expiry, "5556"];

let running: RunningProxy;
const places = new Map<string, string>();
const sealed: string[] = [];
let seen = "";
before(async () => {
  running = await runCardProxy({
    env: { METRICS_TOKEN: "metrics-token-0123456789", LOG_LEVEL: "debug" },
    options: {
      world: {
        fetch: (input, init) => {
          seen += JSON.stringify([input, init?.headers, init?.body]);
          return fetch(input, init);
        },
        cardSeals: {
          talkative: (card) => {
            throw new Error(`cannot seal ${JSON.stringify(card)}`);
          },
        },
      },
    },
  });
  const answers: string[] = [];
  const { sandbox } = running;
  const pay = async (change: Record<string, string> = {}) => {
    const session = await running.client.createSession(anOrder(inCanada));
    const card = await sealCard(running, session.id, { card: { ...marked, ...change } });
    sealed.push(card.slice(-60));
    const answer = await postCard(running, session.id, card);
    answers.push(answer.text, (await running.get(`/v1/checkout/${session.id}`)).text);
    answers.push((await running.get(`/pay/${session.id}`)).text);
    answers.push(JSON.stringify(await running.client.getSession(session.id)));
    return { session, answer };
  };
  const paid = await pay();
  assert.equal(paid.answer.json.status, "paid");
  sandbox.ottpay.setCards({ outcome: "decline" });
  assert.equal((await pay()).answer.json.status, "failed");
  sandbox.ottpay.setCards({ outcome: "process" });
  const unknown = await pay();
  assert.equal((await payByCard(running, unknown.session, { card: marked })).status, 409);
  sandbox.ottpay.setCards({});
  for (const change of [{ number: "4000056655665557" }, { expiry: "1114" }, { name: "\u0007" }]) {
    const { answer } = await pay(change);
    assert.equal(answer.json.error.code, "card_invalid");
  }
  for (const behaviour of [
    { do: "status", status: 500, body: `no card ${marked.number} ${marked.name}` },
    { do: "html", status: 200 },
    { do: "error", code: marked.number },
    { do: "error", code: "PARAM_INVALID" },
    { do: "reset" },
    { do: "wrong-seal" },
  ] as const) {
    sandbox.behave("ottpay", "CC_PURCHASE", behaviour, 1);
    await pay();
  }
  answers.push((await postCard(running, paid.session.id, { ...marked })).text);
  const plain = { method: "ottpay:CARD", ...marked };
  answers.push((await running.post(`/v1/checkout/${paid.session.id}/payments`, plain)).text);
  await running.restart({ OTTPAY_CARD_SEAL: "talkative" });
  const talkative = await pay();
  assert.equal(talkative.answer.json.error.code, "gateway_rejected");

  places.set("an answer", answers.join("\n"));
  places.set("the log", running.log.join("\n"));
  places.set(
    "a metric",
    (await running.get("/metrics", { authorization: "Bearer metrics-token-0123456789" })).text,
  );
  places.set("the list of events", (await running.get("/v1/events?limit=500", asShop)).text);
  places.set("an event", JSON.stringify(running.events));
  const told = sandbox.journal.entries().filter(({ kind }) => kind === "request");
  places.set("the sandbox's journal", JSON.stringify(told));
  const file = (running.env["DATABASE_URL"] ?? "").slice("file:".length);
  for (const part of ["", "-wal"]) {
    places.set(`the ledger${part}`, (await readFile(file + part)).toString("latin1"));
  }
});
after(() => running.stop());

describe("a card that was paid, declined, refused, lost and spoilt", () => {
  it("went through all of that", () => {
    assert.ok([...places.values()].every((text) => text.length > 100));
    assert.match(places.get("the log") ?? "", /a call to the gateway failed/);
    assert.match(places.get("the list of events") ?? "", /payment\.failed/);
  });

  for (const name of [
    "an answer",
    "the log",
    "a metric",
    "the list of events",
    "an event",
    "the sandbox's journal",
    "the ledger",
    "the ledger-wal",
  ]) {
    it(`is not in ${name}`, () => {
      const text = places.get(name) ?? "";
      for (const needle of [...needles, ...sealed]) assert.ok(!text.includes(needle), needle);
      const allowed = name.startsWith("the sandbox") ? [marked.cvv] : words;
      for (const word of allowed) {
        assert.doesNotMatch(text, new RegExp(`(?<![\\w-])${word}(?![\\w-])`), word);
      }
    });
  }

  it("goes to the gateway in the body alone, and there only sealed", () => {
    assert.match(seen, /CC_PURCHASE/);
    for (const needle of needles) assert.ok(!seen.includes(needle), needle);
  });
});
