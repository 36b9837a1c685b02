/**
 * The street of a card's address, where the shop told its customer's: filled in on the way to the
 * gateway, typed where it is of another place, and never seen by who holds the session's id.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Customer, SessionRecord } from "../../../contract/contract.ts";
import { inferredAesEcbSeal } from "../../../server/providers/ottpay/inferred-card-seal.ts";
import { anOrder, inCanada, shopOrigin, type RunningProxy } from "../../support/running-proxy.ts";
import { payByCard, postCard, runCardProxy, sealCard } from "../../support/sealed-cards.ts";

type Address = NonNullable<Customer["address"]>;

const known = {
  line1: "77 Xylophone Crescent",
  line2: "Suite Zebrawood",
  city: "Quetzaltown",
  state: "ON",
  country: "CA",
  postalCode: "K1A 0B9",
};
/** Nobody but the shop's server and the gateway may read these. */
const forTheGateway = /Xylophone|Zebrawood|Quetzaltown|K1A ?0B9/i;
const noStreet = { address: undefined, city: undefined, province: undefined };
/** What the short form is told where the shop's customer lives. */
const typedThere = { ...noStreet, postalCode: "K1A 0B9", country: "CA" };
/** As the form seals what has no postal code. */
const inEmirates = { country: "AE", postalCode: "00000" };

let running: RunningProxy;
/** Card objects that went to the gateway, before they were sealed. */
const sent: Readonly<Record<string, string>>[] = [];
before(async () => {
  running = await runCardProxy({
    env: { OTTPAY_CARD_SEAL: "watched", LOG_LEVEL: "debug", METRICS_TOKEN: "metrics-token-012345" },
    options: {
      world: {
        cardSeals: {
          watched(card, signKey) {
            sent.push(card);
            return inferredAesEcbSeal(card, signKey);
          },
        },
      },
    },
  });
});
after(() => running.stop());

function sessionOf(address: Address | undefined, id?: string): Promise<SessionRecord> {
  const customer = { ...(id === undefined ? {} : { id }), ...(address && { address }) };
  return running.client.createSession(anOrder({ ...inCanada, customer }));
}

interface Row {
  readonly id: string;
  readonly shortForm?: boolean;
}

async function cardRow({ id }: Pick<SessionRecord, "id">): Promise<Row | undefined> {
  const view = (await running.get(`/v1/checkout/${id}`)).json as { methods: Row[] };
  return view.methods.find((method) => method.id === "ottpay:CARD");
}

/** Where the last card was sent to be checked. */
function streetSent() {
  const { ssl_avs_address, ssl_city, ssl_province, ssl_avs_zip, ssl_country } = sent.at(-1) ?? {};
  return [ssl_avs_address, ssl_city, ssl_province, ssl_avs_zip, ssl_country];
}

async function assertAsked(session: SessionRecord, card: Record<string, unknown>): Promise<void> {
  const before = sent.length;
  const { status, json, text } = await payByCard(running, session, { card });
  assert.deepEqual(
    [status, json.error.code, json.error.field],
    [400, "card_invalid", "card.address"],
  );
  assert.doesNotMatch(text, forTheGateway);
  assert.equal(sent.length, before);
  assert.deepEqual((await running.client.getSession(session.id)).payments, []);
}

describe("a card without a street", () => {
  it("is charged with that of the session's customer", async () => {
    const session = await sessionOf(known);
    const answer = await payByCard(running, session, { card: typedThere });
    assert.equal(answer.json.status, "paid", answer.text);
    assert.deepEqual(streetSent(), [
      "77 Xylophone Crescent Suite Zebrawood",
      "Quetzaltown",
      "ON",
      "K1A 0B9",
      "CA",
    ]);
  });

  it("is cut to what the gateway takes", async () => {
    const long = { ...known, line1: "7".repeat(60), line2: "8".repeat(60) };
    const answer = await payByCard(running, await sessionOf(long), { card: typedThere });
    assert.equal(answer.json.status, "paid", answer.text);
    assert.equal(streetSent()[0], `${"7".repeat(60)} 888`);
  });

  const alike: ReadonlyArray<readonly [what: string, shop: Address, typed: object]> = [
    ["written otherwise", { ...known, postalCode: "k1a0b9" }, {}],
    [
      "of a ZIP code with four digits more",
      us("94107"),
      { country: "US", postalCode: "94107-1234" },
    ],
    ["that the shop does not know", without("postalCode"), { postalCode: "M5V 2T6" }],
    ["where the shop names no country", without("country"), { country: "CA" }],
    ["that its country does not have", { ...known, country: "AE" }, inEmirates],
  ];
  for (const [what, shop, typed] of alike) {
    it(`is charged with the customer's street for a postal code ${what}`, async () => {
      const session = await sessionOf(shop);
      assert.equal((await cardRow(session))?.shortForm, true);
      const answer = await payByCard(running, session, { card: { ...typedThere, ...typed } });
      assert.equal(answer.json.status, "paid", answer.text);
      assert.match(streetSent()[0] ?? "", /^77 Xylophone/);
    });
  }

  it("has the city for a region where a country has no provinces", async () => {
    const shop = { ...without("state"), country: "AE" };
    const answer = await payByCard(running, await sessionOf(shop), {
      card: { ...typedThere, ...inEmirates },
    });
    assert.equal(answer.json.status, "paid", answer.text);
    assert.equal(streetSent()[2], "Quetzaltown");
  });

  it("is of another place than the customer: its street is asked for, and what is typed wins", async () => {
    for (const elsewhere of [
      { country: "US", postalCode: "94107" },
      { postalCode: "M5V 2T6" },
      { country: "AE", postalCode: "00000" },
    ]) {
      const session = await sessionOf(known);
      await assertAsked(session, { ...typedThere, ...elsewhere });
      const whole = { ...elsewhere, address: "1 Other Road", city: "Elsewhere", province: "CA" };
      const answer = await payByCard(running, session, { card: whole });
      assert.equal(answer.json.status, "paid", answer.text);
      assert.deepEqual(streetSent().slice(0, 3), ["1 Other Road", "Elsewhere", "CA"]);
    }
  });

  it("counts as a try where it is of another place: nobody finds out where a customer lives", async () => {
    const session = await sessionOf(known);
    const guess = { ...typedThere, postalCode: "M5V 2T6" };
    const codes: string[] = [];
    for (let tries = 0; tries < 21; tries += 1) {
      const answer = await payByCard(running, session, { card: guess, address: "192.0.2.77" });
      codes.push(answer.json.error.code as string);
    }
    assert.equal(codes[19], "card_invalid");
    assert.equal(codes[20], "too_many_attempts");
  });

  const incomplete: ReadonlyArray<readonly [what: string, shop: Address | undefined]> = [
    ["nothing", undefined],
    ["no street", without("line1")],
    ["no city", without("city")],
    ["no province", without("state")],
    ["neither province nor country", { line1: "1 Marked Road", city: "Toronto" }],
  ];
  for (const [what, shop] of incomplete) {
    it(`is refused, and the long form shown, where the shop told ${what} of an address`, async () => {
      const session = await sessionOf(shop);
      assert.deepEqual((await cardRow(session))?.shortForm, undefined);
      await assertAsked(session, typedThere);
    });
  }

  it("is asked for its street after the customer was erased", async () => {
    const session = await sessionOf(known, "customer-to-forget");
    assert.equal((await cardRow(session))?.shortForm, true);
    const { ledger } = running.proxy;
    assert.equal(await ledger.erasePersonal({ customerId: "customer-to-forget" }, Date.now()), 1);
    assert.equal((await cardRow(session))?.shortForm, undefined);
    await assertAsked(session, typedThere);
  });

  it("is answered as it was when it is sent again, whatever became of the customer", async () => {
    const session = await sessionOf(known, "customer-who-left");
    const sealed = await sealCard(running, session.id, { card: typedThere });
    const first = await postCard(running, session.id, sealed);
    assert.equal(first.json.status, "paid", first.text);
    await running.proxy.ledger.erasePersonal({ customerId: "customer-who-left" }, Date.now());
    assert.equal((await postCard(running, session.id, sealed)).text, first.text);
  });

  for (const [missing, card] of [
    ["card.address", { address: undefined }],
    ["card.city", { city: undefined, province: undefined }],
    ["card.province", { province: undefined }],
  ] as const) {
    it(`is whole or none at all: without ${missing} it is refused`, async () => {
      const { json } = await payByCard(running, await sessionOf(known), { card });
      assert.deepEqual([json.error.code, json.error.field], ["card_invalid", missing]);
    });
  }
});

describe("a card with its whole address, as forms have always sealed it", () => {
  for (const [what, shop] of [
    ["knows", known],
    ["does not know", undefined],
  ] as const) {
    it(`is charged with what was typed where the shop ${what} the customer's`, async () => {
      const answer = await payByCard(running, await sessionOf(shop));
      assert.equal(answer.json.status, "paid", answer.text);
      assert.deepEqual(streetSent(), ["1 Marked Street", "Toronto", "ON", "M5V 2T6", "CA"]);
    });
  }
});

describe("the customer's street", () => {
  it("is in no view, page, answer, metric or log: a yes or no is", async () => {
    const session = await sessionOf(known);
    assert.deepEqual((await cardRow(session))?.shortForm, true);
    const query = `origin=${encodeURIComponent(shopOrigin)}&form=short`;
    const seen = [
      await running.get(`/v1/checkout/${session.id}`),
      await running.get(`/card/${session.id}?${query}`),
      await running.get(`/pay/${session.id}`),
      await payByCard(running, session, { card: { ...typedThere, country: "US" } }),
      await payByCard(running, session, { card: typedThere }),
      await running.get(`/v1/checkout/${session.id}`),
      await running.get(`/pay/${session.id}`),
      await running.get("/metrics", { authorization: "Bearer metrics-token-012345" }),
    ].map(({ text }) => text);
    assert.ok(seen.every((text) => text.length > 100));
    for (const text of [...seen, ...running.log]) assert.doesNotMatch(text, forTheGateway);
    assert.match(streetSent()[0] ?? "", forTheGateway);
  });
});

function without(...fields: (keyof Address)[]): Address {
  return Object.fromEntries(
    Object.entries(known).filter(([name]) => !fields.includes(name as keyof Address)),
  );
}

function us(postalCode: string): Address {
  return { ...known, state: "CA", country: "US", postalCode };
}
