/** `/openapi.json` as who makes a client of it needs it, and as true as the answers are. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { proxyErrorCodes } from "../../../contract/vocabulary.ts";
import {
  anOrder,
  asShop,
  runProxy,
  start,
  type Answer,
  type RunningProxy,
} from "../../support/running-proxy.ts";

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly { readonly description?: string; readonly schema: Schema }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let running: RunningProxy;
let text: string;
let document: Document;
before(async () => {
  running = await runProxy();
  ({ text } = await running.get("/openapi.json"));
  document = JSON.parse(text) as Document;
});
after(() => running.stop());

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

describe("the API's description", () => {
  it("leaves a linter nothing to say", async () => {
    const config = await createConfig({ extends: ["recommended-strict"] });
    const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
    assert.deepEqual(
      problems.map(({ message, location: [at] }) => `${at?.pointer}: ${message}`),
      [],
    );
  });

  it("says of every field and parameter what it is", () => {
    const silent: string[] = [];
    const look = (name: string, schema: Schema) => {
      for (const [field, of] of Object.entries(schema.properties ?? {})) {
        if (!isDescribed(of)) silent.push(`${name}.${field}`);
        look(`${name}.${field}`, of);
      }
      for (const part of schema.anyOf ?? []) look(name, part);
      if (schema.items !== undefined) look(`${name}[]`, schema.items);
    };
    const isDescribed = (of: Schema): boolean =>
      of.description !== undefined ||
      (of.$ref !== undefined && isNamed(of.$ref) !== undefined) ||
      (of.anyOf ?? []).some(isDescribed);
    const isNamed = ($ref: string) => document.components.schemas[$ref.split("/").at(-1)!];
    for (const [name, schema] of Object.entries(document.components.schemas)) look(name, schema);
    for (const { operationId, parameters = [] } of operations()) {
      for (const { description, schema } of parameters) {
        if (description === undefined && !isDescribed(schema)) silent.push(operationId);
      }
    }
    assert.deepEqual(silent, []);
  });

  it("names the schemas, each once", () => {
    const names = Object.keys(document.components.schemas);
    for (const name of ["Session", "NewSession", "Payment", "ShopEvent", "Method", "CheckoutError"])
      assert.ok(names.includes(name), name);
    assert.deepEqual(
      names.filter((name) => name.endsWith("Output")),
      [],
    );
  });

  it("tells where each error code can come from, and who is signed in where", () => {
    const told = JSON.stringify(document.paths);
    /** Of no route of the API: an address that is none, another method, a gateway's, a defect of mounting. */
    const elsewhere = ["not_found", "method_not_allowed", "notification_unverified", "overloaded"];
    for (const code of proxyErrorCodes) {
      const isElsewhere = elsewhere.includes(code) || code === "raw_body_missing";
      assert.equal(told.includes(`"code":"${code}"`), !isElsewhere, code);
    }
    for (const { operationId, tags, security, responses } of operations()) {
      assert.equal(tags.length, 1, operationId);
      assert.equal("401" in responses, security.length > 0, operationId);
    }
  });
});

/** By the document's own schemas. */
function validatorOf(path: readonly string[]): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "openapi.json");
  const pointer = path.map((word) => word.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
  return ajv.compile({ $ref: `openapi.json#/${encodeURI(pointer)}` });
}

function assertFits(path: readonly string[], value: unknown): void {
  const fits = validatorOf([...path, "content", "application/json", "schema"]);
  assert.ok(fits(value), `${path.join(" ")}: ${JSON.stringify(fits.errors)}`);
}

describe("what is really answered", () => {
  const told = (address: string, method: string, { status, json }: Answer) =>
    assertFits(["paths", address, method, "responses", String(status)], json);

  it("is as it says, of what a purchase asks for", async () => {
    const order = { ...anOrder({ customer: { id: "c-1", phone: "12" } }), metadata: { cart: "7" } };
    const made = await running.post("/v1/sessions", order, asShop);
    told("/v1/sessions", "post", made);
    const { id } = made.json as { id: string };
    const started = await start(running, { id }, "ottu:knet-main");
    told("/v1/checkout/{id}/payments", "post", started);
    for (const [address, method, answered] of [
      ["/v1/sessions/{id}", "get", running.get(`/v1/sessions/${id}`, asShop)],
      ["/v1/sessions", "get", running.get("/v1/sessions?limit=1", asShop)],
      ["/v1/checkout/{id}", "get", running.get(`/v1/checkout/${id}`)],
      ["/v1/methods", "get", running.get("/v1/methods?currency=KWD")],
      ["/v1/sessions/{id}/cancel", "post", running.post(`/v1/sessions/${id}/cancel`, {}, asShop)],
      ["/v1/events", "get", running.get("/v1/events", asShop)],
    ] as const) {
      told(address, method, await answered);
    }
  });

  it("is as it says where it is refused", async () => {
    told("/v1/sessions", "post", await running.post("/v1/sessions", {}, asShop));
    told("/v1/sessions", "get", await running.get("/v1/sessions"));
    told("/v1/checkout/{id}", "get", await running.get(`/v1/checkout/cs_${"0".repeat(24)}`));
    told("/v1/methods", "get", await running.get("/v1/methods?currency=XYZ"));
  });

  it("is as it says where the shop is told", async () => {
    const { id } = await running.client.createSession(anOrder());
    await running.client.cancelSession(id);
    const event = await running.event(({ data }) => data.session.id === id);
    assertFits(["webhooks", "event", "post", "requestBody"], event);
  });
});

describe("what may be asked", () => {
  it("is what the proxy takes, a list of words among it", async () => {
    const filter = { paymentServices: ["apple_pay"], pgNames: "kpay,mpgs" };
    const order = { ...anOrder(), filter };
    assertFits(["paths", "/v1/sessions", "post", "requestBody"], order);
    assert.equal((await running.post("/v1/sessions", order, asShop)).status, 201);
  });
});
