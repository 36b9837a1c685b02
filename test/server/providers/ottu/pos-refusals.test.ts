/**
 * Ottu's pages differ on whether the older API takes `initiator`, `gateway_code` and `full_name`. Each is
 * sent while it is known; a refusal that names one leaves out that one, once, and nothing else.
 */
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { PosSettings } from "../../../../server/providers/ottu/pos.ts";
import type { OrderRequest } from "../../../../server/providers/provider.ts";
import { isGatewayError, json, never, orderRequest, startOttu } from "./scripted-ottu.ts";

const flows = ["pos", "pos-d"] as const;
const optional = ["initiator", "gateway_code", "full_name"] as const;
const link = "https://ottu.shop.example/pay/1";

type Sent = Readonly<Record<string, unknown>>;
type Answer = readonly [body: unknown, status?: number];

const request: OrderRequest = {
  ...orderRequest,
  customer: {
    email: "noor@shop.example",
    firstName: "Noor",
    lastName: "Saleh",
    phone: "+96555501234",
    address: { line1: "Block 4", postalCode: "15000" },
  },
};

/** Every request of one start, against an Ottu that answers each by what is in it. */
async function startAt(
  t: TestContext,
  flow: PosSettings["flow"],
  answer: (sent: Sent) => Answer,
  initiator: number | null = 2,
) {
  const { provider, asked } = await startOttu(
    t,
    (response, { body }) => {
      const [said, status = 400] = answer(body as Sent);
      json(said, status)(response, { method: "", path: "", headers: {}, body });
    },
    { pos: { flow, trust: "signed", initiator } },
  );
  const made = await provider.createOrder(request, never()).catch((error: unknown) => error);
  return { made, sent: asked.map(({ body }) => body as Sent) };
}

const accepted: Answer = [{ url: link }, 200];
const without = (sent: Sent | undefined, ...names: readonly string[]) =>
  Object.fromEntries(Object.entries(sent ?? {}).filter(([name]) => !names.includes(name)));

for (const flow of flows) {
  describe(`a refusal of OTTU_FLOW=${flow}`, () => {
    for (const name of optional) {
      for (const refusal of [
        { [name]: ["This field is not expected."] },
        { [name]: "Unknown." },
        { [name]: { code: ["invalid"] } },
        { errors: { [name]: ["Invalid."] } },
        { errors: [{ field: name, message: "Not allowed." }] },
        { error: { type: "validation", code: "invalid", message: "Not allowed.", field: name } },
        { detail: `Unexpected field: ${name}.` },
        { detail: [{ loc: ["body", name], msg: "extra fields not permitted" }] },
        { non_field_errors: [`"${name}" is not known here.`] },
        `${name} is not permitted`,
      ]) {
        it(`leaves out ${name} alone: ${JSON.stringify(refusal).slice(0, 70)}`, async (t) => {
          const { made, sent } = await startAt(t, flow, (body) =>
            name in body ? [refusal] : accepted,
          );
          assert.equal((made as { link?: string }).link, link);
          const [first, second, ...more] = sent;
          assert.deepEqual(more, []);
          for (const each of optional) assert.ok(first !== undefined && each in first, each);
          assert.deepEqual(second, without(first, name));
        });
      }

      it(`is not asked again when ${name} is refused a second time`, async (t) => {
        const { made, sent } = await startAt(t, flow, () => [{ [name]: ["This field is wrong."] }]);
        const gatewayCode = name === "gateway_code" ? "codes" : name;
        assert.ok(isGatewayError({ failure: "refused", outcome: "none", gatewayCode })(made));
        assert.equal(sent.length, 2);
      });
    }

    it("leaves out one after the other, each once", async (t) => {
      const { made, sent } = await startAt(t, flow, (body) => {
        const refused = optional.find((name) => name in body);
        return refused === undefined ? accepted : [{ [refused]: ["Unknown field."] }];
      });
      assert.equal((made as { link?: string }).link, link);
      assert.deepEqual(sent.at(-1), without(sent[0], ...optional));
      assert.equal(sent.length, 4);
    });

    it("that names all three ends after each was left out", async (t) => {
      const all = Object.fromEntries(optional.map((name) => [name, ["Unknown field."]]));
      const { made, sent } = await startAt(t, flow, () => [all]);
      assert.ok(isGatewayError({ outcome: "none" })(made));
      assert.equal(sent.length, 4);
    });

    for (const name of [
      "customer_email",
      "customer_phone",
      "customer_first_name",
      "customer_address_postal_code",
      "redirect_url",
      "order_no",
      "language",
      "amount",
    ]) {
      it(`of ${name} leaves out nothing, and is not answered`, async (t) => {
        const said = "Not valid for this initiator's full_name.";
        const { made, sent } = await startAt(t, flow, () => [{ [name]: [said] }]);
        assert.ok(isGatewayError({ failure: "refused", outcome: "none" })(made));
        assert.equal(sent.length, 1);
      });
    }

    it("of a field that was not sent is not answered", async (t) => {
      const refusal = { initiator: ["This field is required."] };
      const { made, sent } = await startAt(t, flow, () => [refusal], null);
      assert.ok(isGatewayError({ outcome: "none", gatewayCode: "initiator" })(made));
      assert.equal(sent.length, 1);
    });

    for (const status of [500, 502, 302, 408]) {
      it(`that is no refusal is not answered: status ${status}`, async (t) => {
        const { made, sent } = await startAt(t, flow, () => [{ initiator: ["x"] }, status]);
        assert.ok(isGatewayError({ outcome: "unknown" })(made));
        assert.equal(sent.length, 1);
      });
    }

    it("then a lost answer leaves open what became of the second request", async (t) => {
      const { made, sent } = await startAt(t, flow, (body) =>
        "full_name" in body ? [{ full_name: ["Unknown field."] }] : [{}, 500],
      );
      assert.ok(isGatewayError({ outcome: "unknown" })(made));
      assert.equal(sent.length, 2);
    });
  });
}
