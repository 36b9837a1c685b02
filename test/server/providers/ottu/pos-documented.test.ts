/**
 * The disclosure as Ottu's document shows it: unsigned, with `Gateway_name`, `full_name` and what KNET
 * answered. It is kept and answered with 200, so that nobody is stranded on Ottu's page; it settles
 * nothing where only a signature does.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  asForm,
  begin,
  comeBack,
  disclosure,
  flows,
  knetResponse as knet,
  runLegacy,
  signed,
  standing,
  type Begun,
} from "../../../support/legacy-ottu.ts";
import { start, type RunningProxy } from "../../../support/running-proxy.ts";

const open = "pending/pending:-";

/** The document's sample, for an order. */
const documented = (one: Begun) => {
  const { gateway_name: name, ...told } = disclosure(one);
  return {
    ...told,
    Gateway_name: name,
    customer_email: "noor@shop.example",
    customer_first_name: "Noor",
    full_name: "Noor Al Saleh",
    gateway_response: knet,
  };
};

const flat = (message: object, response: (name: string) => string) => ({
  ...Object.fromEntries(
    Object.entries(message).filter((entry): entry is [string, string] => {
      return typeof entry[1] === "string";
    }),
  ),
  ...Object.fromEntries(Object.entries(knet).map(([name, value]) => [response(name), value])),
});

/** What is posted, by how it is written. */
const spellings: ReadonlyArray<
  readonly [string, (one: Begun) => readonly [unknown, Record<string, string>?]]
> = [
  ["JSON", (one) => [documented(one)]],
  [
    "JSON, gateway_response as a text",
    (one) => [{ ...documented(one), gateway_response: JSON.stringify(knet) }],
  ],
  [
    "JSON, with gateway_name",
    (one) => [{ ...documented(one), Gateway_name: undefined, gateway_name: "kpay" }],
  ],
  ["JSON, its amount a number", (one) => [{ ...documented(one), amount: 12.75 }]],
  ["JSON, with signature null", (one) => [{ ...documented(one), signature: null }]],
  ["JSON, with an empty signature", (one) => [{ ...documented(one), signature: "" }]],
  [
    "JSON, with other fields",
    (one) => [
      { ...documented(one), gateway_response: null, card: { number: "1" }, list: [1, null] },
    ],
  ],
  [
    "a form, gateway_response as JSON",
    (one) =>
      asForm({
        ...flat(documented(one), (name) => `x_${name}`),
        gateway_response: JSON.stringify(knet),
      }),
  ],
  [
    "a form, gateway_response in brackets",
    (one) => asForm(flat(documented(one), (name) => `gateway_response[${name}]`)),
  ],
  [
    "a form, with an empty signature",
    (one) =>
      asForm({ ...flat(documented(one), (name) => `gateway_response.${name}`), signature: "" }),
  ],
];

for (const flow of flows) {
  describe(`the document's disclosure, OTTU_FLOW=${flow}, OTTU_POS_TRUST not set`, () => {
    let running: RunningProxy;
    before(async () => {
      running = await runLegacy(flow);
    });
    after(() => running.stop());

    const kept = async (one: Begun) => {
      const view = await running.client.getSession(one.session.id);
      return view.payments.flatMap(({ history }) => history.map(({ fact }) => fact));
    };

    for (const [what, post] of spellings) {
      it(`is kept, answered with 200, and settles nothing: ${what}`, async () => {
        const one = await begin(running);
        const [body, headers = {}] = post(one);
        const answer = await running.post(one.notifyPath, body, headers);
        assert.deepEqual([answer.status, answer.text], [200, "{}"]);
        assert.equal(await standing(running, one), open);
        assert.ok((await kept(one)).includes("notified"));
        const [payment] = (await running.client.getSession(one.session.id)).payments;
        assert.equal(payment?.transactionRef, null);
        assert.ok(!running.log.join("\n").includes("Al Saleh"));
      });
    }

    for (const state of ["paid", "failed", "canceled", "invalided"] as const) {
      for (const encoding of ["json", "form"] as const) {
        it(`lets the browser come back after ${state} (${encoding})`, async () => {
          running.sandbox.ottu.setPosDialect("documented");
          running.sandbox.ottu.setPosDialect({ encoding });
          const one = await begin(running);
          await running.sandbox.ottu.pay(one.order.sessionId, { state });
          const { notifications } = running.sandbox.ottu.orders().at(-1) ?? { notifications: [] };
          assert.deepEqual(
            notifications.map(({ status }) => status),
            [200],
          );
          assert.equal((await comeBack(one)).pathname, "/thank-you");
          assert.equal(await standing(running, one), open);
        });
      }
    }

    it("with a wrong signature is refused, whatever its shape", async () => {
      const one = await begin(running);
      const wrong = [
        { ...documented(one), signature: "0".repeat(64) },
        { ...documented(one), signature: "none" },
        { ...documented(one), signature: " " },
        { ...documented(one), signature: 0 },
        { ...documented(one), signature: false },
        { ...documented(one), signature: ["a"] },
        { ...documented(one), signature: {} },
        signed(disclosure(one), "another-key"),
      ];
      for (const message of wrong) {
        const answer = await running.post(one.notifyPath, message);
        assert.deepEqual([answer.status, answer.json.error.code], [401, "notification_unverified"]);
      }
      assert.equal(await standing(running, one), open);
      assert.ok(!(await kept(one)).includes("notified"));
    });

    it("that says nothing of a payment is none", async () => {
      const one = await begin(running);
      for (const body of [{}, { full_name: "Noor" }, { gateway_response: knet }]) {
        assert.equal((await running.post(one.notifyPath, body)).status, 401);
      }
      assert.equal((await running.post(one.notifyPath, ...asForm({ a: "b" }))).status, 401);
    });

    it("of another order is told to the shop, and settles neither", async () => {
      const [one, other] = [await begin(running), await begin(running)];
      assert.equal((await running.post(one.notifyPath, documented(other))).status, 200);
      await running.event(
        ({ type, data }) => type === "payment.unmatched" && data.session.id === one.session.id,
      );
      assert.equal(await standing(running, one), open);
      assert.equal(await standing(running, other), open);
      assert.equal((await running.post(other.notifyPath, documented(other))).status, 200);
      assert.ok((await kept(other)).includes("notified"));
    });

    it("takes nothing from a payment that is settled already, and the signed one still settles", async () => {
      const one = await begin(running);
      const failed = { ...documented(one), result: "failed" };
      assert.equal((await running.post(one.notifyPath, failed)).status, 200);
      assert.equal(await standing(running, one), open);
      const genuine = signed(disclosure(one), running.sandbox.ottu.webhookKey);
      assert.equal((await running.post(one.notifyPath, genuine)).status, 200);
      assert.equal(await standing(running, one), "paid/paid:signed");
      const later = { ...documented(one), reference_number: "another" };
      for (const message of [failed, later]) {
        assert.equal((await running.post(one.notifyPath, message)).status, 200);
      }
      assert.equal(await standing(running, one), "paid/paid:signed");
      const types = running.events
        .filter(({ data }) => data.session.id === one.session.id)
        .map(({ type }) => type);
      assert.ok(!types.includes("payment.duplicate"));
    });

    it("repeated with ever new contents makes the record no longer", async () => {
      const one = await begin(running);
      for (let times = 0; times < 40; times += 1) {
        const message = {
          ...documented(one),
          reference_number: `r-${times}`,
          amount: `${times}.000`,
        };
        assert.equal((await running.post(one.notifyPath, message)).status, 200);
      }
      assert.equal((await kept(one)).filter((fact) => fact === "notified").length, 1);
      const again = await start(running, one.session, "ottu:knet-main");
      assert.equal(again.json.paymentId, one.paymentId);
    });
  });
}
